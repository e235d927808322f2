import type { DetectLabelsResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { loadImage } from '../image-loader.ts';
import { labelFilter } from '../labels/label-filter.ts';
import { toLabels } from '../labels/labels.ts';
import { parseInput } from '../validation/shapes.ts';
import { answeringInAwsErrors } from '../vision-errors.ts';
import type { RekognitionContext } from './context.ts';
import { detectLabelsInput } from './detect-labels.input.ts';

const DEFAULT_MIN_CONFIDENCE = 55;
const DEFAULT_MAX_LABELS = 1_000;

/**
 * The objects of an image, filtered first and then cut to the surest `MaxLabels`. A label's confidence is that of its surest instance, and
 * instances below MinConfidence are left out as labels are. Scenes and concepts have no model here, and IMAGE_PROPERTIES is refused: colours
 * of a foreground and a background cannot be told without a model that separates them.
 */
export async function detectLabels(input: unknown, { vision, readS3Object }: RekognitionContext): Promise<DetectLabelsResponse> {
  const { Image, MaxLabels, MinConfidence, Features, Settings } = parseInput(detectLabelsInput, input);
  if (Features?.includes('IMAGE_PROPERTIES') === true) throw new AwsError('InvalidParameterException', 'IMAGE_PROPERTIES is not served on one machine.');
  const bytes = await loadImage(Image, readS3Object);
  const objects = await answeringInAwsErrors(() => vision.detectObjects(bytes));
  const minConfidence = MinConfidence ?? DEFAULT_MIN_CONFIDENCE;
  const labels = toLabels(objects.filter((object) => object.confidencePercent >= minConfidence));
  return {
    Labels: labels.filter(labelFilter(Settings?.GeneralLabels ?? {})).slice(0, MaxLabels ?? DEFAULT_MAX_LABELS),
    LabelModelVersion: vision.modelVersions.objects,
  };
}
