import type { DetectModerationLabelsResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { loadImage } from '../image-loader.ts';
import { toContentTypes, toModerationLabels } from '../moderation/moderation-labels.ts';
import { parseInput } from '../validation/shapes.ts';
import { answeringInAwsErrors } from '../vision-errors.ts';
import type { RekognitionContext } from './context.ts';
import { detectModerationLabelsInput } from './detect-moderation-labels.input.ts';

const DEFAULT_MIN_CONFIDENCE = 50;

/**
 * Nudity and underwear, and nothing else of the taxonomy: there is no model here for violence, visually disturbing pictures, drugs, tobacco,
 * alcohol, rude gestures, gambling or hate symbols. People who review and adapters that were trained are AWS's own.
 *
 * @throws AwsError ResourceNotFoundException for an adapter, InvalidParameterException for a human loop
 */
export async function detectModerationLabels(input: unknown, { vision, readS3Object }: RekognitionContext): Promise<DetectModerationLabelsResponse> {
  const { Image, MinConfidence, HumanLoopConfig, ProjectVersion } = parseInput(detectModerationLabelsInput, input);
  if (ProjectVersion !== undefined) throw new AwsError('ResourceNotFoundException', 'The specified project version was not found: there are no adapters on one machine.');
  if (HumanLoopConfig) throw new AwsError('InvalidParameterException', 'HumanLoopConfig is not served on one machine.');
  const bytes = await loadImage(Image, readS3Object);
  const scores = await answeringInAwsErrors(() => vision.detectModeration(bytes));
  const minConfidence = MinConfidence ?? DEFAULT_MIN_CONFIDENCE;
  return {
    ModerationLabels: toModerationLabels(scores, minConfidence),
    ModerationModelVersion: vision.modelVersions.moderation,
    ContentTypes: toContentTypes(scores, minConfidence),
  };
}
