import { AwsError } from '../aws/aws-error.ts';
import { invalidParameters } from './invalid-parameters.ts';
import type { ImageInput } from './validation/common-shapes.ts';

/** Reads an object of S3; rejects when there is none. */
export type ReadS3Object = (bucket: string, key: string) => Promise<Uint8Array>;

/** What Rekognition takes from S3. */
const MAX_OBJECT_BYTES = 15 * 1024 * 1024;

/**
 * The bytes of the image that a request means.
 *
 * @throws AwsError InvalidParameterException, InvalidS3ObjectException, ImageTooLargeException
 */
export async function loadImage({ Bytes, S3Object }: ImageInput, readS3Object: ReadS3Object): Promise<Uint8Array> {
  if (Bytes && !S3Object) return Bytes;
  if (Bytes || S3Object?.Bucket === undefined || S3Object.Name === undefined) throw invalidParameters();
  const unavailable = (cause?: unknown): AwsError =>
    new AwsError('InvalidS3ObjectException', 'Unable to get object metadata from S3. Check object key, region and/or access permissions.', { cause });
  // Buckets keep no versions on one machine: answering with the latest would be another picture.
  if (S3Object.Version !== undefined) throw unavailable();
  let bytes: Uint8Array;
  try {
    bytes = await readS3Object(S3Object.Bucket, S3Object.Name);
  } catch (cause) {
    throw unavailable(cause);
  }
  if (bytes.length > MAX_OBJECT_BYTES) throw new AwsError('ImageTooLargeException', 'Image size is too large.');
  return bytes;
}
