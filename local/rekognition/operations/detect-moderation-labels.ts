import type { DetectModerationLabelsResponse } from '@aws-sdk/client-rekognition';
import { loadImage } from '../image-loader.ts';
import { parseInput } from '../validation/shapes.ts';
import { answeringInAwsErrors } from '../vision-errors.ts';
import type { RekognitionContext } from './context.ts';
import { detectModerationLabelsInput } from './detect-moderation-labels.input.ts';

const DEFAULT_MIN_CONFIDENCE = 50;

/** Nudity only, as the labels Explicit Nudity and Suggestive: there is no model here for violence, weapons, drugs, gambling or hate symbols. */
export async function detectModerationLabels(input: unknown, { vision, readS3Object }: RekognitionContext): Promise<DetectModerationLabelsResponse> {
  const { Image, MinConfidence } = parseInput(detectModerationLabelsInput, input);
  const bytes = await loadImage(Image, readS3Object);
  const scores = await answeringInAwsErrors(() => vision.detectModeration(bytes));
  const labels = [
    { Name: 'Explicit Nudity', Confidence: 100 * (scores.porn + scores.hentai) },
    { Name: 'Suggestive', Confidence: 100 * scores.sexy },
  ];
  return {
    ModerationLabels: labels
      .filter((label) => label.Confidence >= (MinConfidence ?? DEFAULT_MIN_CONFIDENCE))
      .sort((a, b) => b.Confidence - a.Confidence)
      .map((label) => ({ ...label, ParentName: '', TaxonomyLevel: 1 })),
    ModerationModelVersion: vision.modelVersions.moderation,
    ContentTypes: [],
  };
}
