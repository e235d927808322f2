import { PhotoError } from './photo-error.ts';

/** Enough for any camera's JPEG; a larger file would only fill the memory, for what is sent is made smaller anyway. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** How files of these types begin: ITU-T T.81, B.1.1.3 (SOI and a marker), and https://www.w3.org/TR/png/#5PNG-file-signature. */
const SIGNATURES: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
];
const LONGEST_SIGNATURE = 8;

/**
 * Whether a file may be a photo, by its size and its first bytes: names and types are only what somebody called it.
 * @throws PhotoError `fileSize`, `fileType`, or `unreadable` when the file is gone
 */
export async function checkPhotoFile(file: Blob): Promise<void> {
  if (file.size > MAX_FILE_BYTES) throw new PhotoError('fileSize');
  const head = await readHead(file);
  if (!SIGNATURES.some((signature) => signature.every((byte, index) => head[index] === byte))) throw new PhotoError('fileType');
}

async function readHead(file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, LONGEST_SIGNATURE).arrayBuffer());
  } catch (cause) {
    throw new PhotoError('unreadable', { cause });
  }
}
