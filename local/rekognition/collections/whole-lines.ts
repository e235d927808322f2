import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 1024 * 1024;
const END_OF_LINE = 0x0a;

/**
 * Reads a file's lines one after the other, whatever the file's size; what follows the last end of line is not one.
 *
 * @returns the size of the whole lines in bytes
 */
export async function wholeLines(handle: FileHandle, onLine: (line: string) => void): Promise<number> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let begun: Buffer[] = [];
  let position = 0;
  let wholeBytes = 0;
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return wholeBytes;
    let start = 0;
    for (let end = chunk.indexOf(END_OF_LINE); end >= 0 && end < bytesRead; end = chunk.indexOf(END_OF_LINE, start)) {
      begun.push(chunk.subarray(start, end));
      onLine(Buffer.concat(begun).toString('utf8'));
      begun = [];
      start = end + 1;
      wholeBytes = position + start;
    }
    begun.push(Buffer.from(chunk.subarray(start, bytesRead)));
    position += bytesRead;
  }
}
