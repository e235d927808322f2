import { AwsError } from '../aws/aws-error.ts';
import { VisionOverloadedError } from '../vision/errors.ts';
import { ImageDimensionsTooLargeError, ImageDimensionsTooSmallError, ImageUnpacksTooLargeError, UnsupportedImageError } from '../vision/image/errors.ts';
import { invalidParameters } from './invalid-parameters.ts';

/**
 * Runs an analysis and says what went wrong in Rekognition's words, all of them HTTP 400:
 *
 * | the engine's error | Rekognition's |
 * |---|---|
 * | UNSUPPORTED_IMAGE: no JPEG or PNG, truncated, corrupt, header and data at odds | InvalidImageFormatException |
 * | IMAGE_DIMENSIONS_TOO_LARGE: a side above 10,000 px | ImageTooLargeException |
 * | IMAGE_UNPACKS_TOO_LARGE | ImageTooLargeException |
 * | IMAGE_DIMENSIONS_TOO_SMALL: a side below 80 px | InvalidParameterException, whose text does not say why: so AWS answers it |
 * | VISION_OVERLOADED | ProvisionedThroughputExceededException, which the SDKs try again |
 *
 * What it has no words for is a defect and stays as it is: InternalServerError, HTTP 500.
 */
export async function answeringInAwsErrors<T>(analyse: () => Promise<T>): Promise<T> {
  try {
    return await analyse();
  } catch (error) {
    throw toAwsError(error);
  }
}

function toAwsError(cause: unknown): unknown {
  if (cause instanceof UnsupportedImageError) return new AwsError('InvalidImageFormatException', 'Request has invalid image format', { cause });
  if (cause instanceof ImageDimensionsTooLargeError || cause instanceof ImageUnpacksTooLargeError) return new AwsError('ImageTooLargeException', cause.message, { cause });
  if (cause instanceof ImageDimensionsTooSmallError) return invalidParameters(cause);
  if (cause instanceof VisionOverloadedError) return new AwsError('ProvisionedThroughputExceededException', 'Provisioned rate exceeded', { cause });
  return cause;
}
