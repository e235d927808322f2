import { AwsError } from '../aws/aws-error.ts';
import { VisionOverloadedError } from '../vision/errors.ts';
import { ImageDimensionsTooLargeError, ImageDimensionsTooSmallError, UnsupportedImageError } from '../vision/image/errors.ts';

/** Runs an analysis and says what went wrong in Rekognition's words; what it has no words for is a defect and stays as it is. */
export async function answeringInAwsErrors<T>(analyse: () => Promise<T>): Promise<T> {
  try {
    return await analyse();
  } catch (error) {
    throw toAwsError(error);
  }
}

function toAwsError(cause: unknown): unknown {
  if (cause instanceof UnsupportedImageError) return new AwsError('InvalidImageFormatException', 'Request has invalid image format', { cause });
  if (cause instanceof ImageDimensionsTooLargeError) return new AwsError('ImageTooLargeException', cause.message, { cause });
  if (cause instanceof ImageDimensionsTooSmallError) return new AwsError('InvalidParameterException', 'Request has invalid parameters', { cause });
  if (cause instanceof VisionOverloadedError) return new AwsError('ProvisionedThroughputExceededException', 'Provisioned Rate exceeded.', { cause });
  return cause;
}
