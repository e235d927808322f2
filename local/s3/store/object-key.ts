import { S3Error } from '../errors.ts';

const MAX_KEY_BYTES = 1_024;
/** A file's name takes 255 bytes, of which the longest suffix, `._S3rver_metadata.json`, has 22. */
const MAX_SEGMENT_BYTES = 233;
const OWN_SUFFIX = '._S3rver_';

/**
 * Refuses a key that cannot be a file of its own below its bucket's folder: one that leads elsewhere, names the same file as another
 * key, or is too long. A trailing slash is a folder's own object.
 *
 * @throws S3Error InvalidArgument, KeyTooLongError
 */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new S3Error('KeyTooLongError', 'Your key is too long', { Size: Buffer.byteLength(key), MaxSizeAllowed: MAX_KEY_BYTES });
  }
  for (const segment of key.replace(/\/$/, '').split('/')) {
    if (segment === '' || segment === '.' || segment === '..' || segment.includes(OWN_SUFFIX) || segment.includes('\0')) {
      throw new S3Error('InvalidArgument', `A key with an empty, "." or ".." segment, a zero byte or "${OWN_SUFFIX}" is not served on one machine.`, {
        ArgumentName: 'key',
        ArgumentValue: key.replaceAll('\0', ''),
      });
    }
    if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) {
      throw new S3Error('KeyTooLongError', `Between two slashes a key has at most ${MAX_SEGMENT_BYTES} bytes on one machine.`, { Size: Buffer.byteLength(segment), MaxSizeAllowed: MAX_SEGMENT_BYTES });
    }
  }
}
