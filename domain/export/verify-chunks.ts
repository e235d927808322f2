import type { ExportVerifier } from './export-verifier.ts';
import type { Finding } from './finding.ts';

/** The longest line is a frame of 4 MiB in base64: a file without line feeds is no export. */
export const MAX_LINE_BYTES = 64 * 1_048_576;

/** A line is longer than any of an export. */
export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

/**
 * Verifies an export that arrives in pieces, and holds no more of it than a line.
 *
 * @param onBytes told how many bytes have been read, after each piece
 * @returns the first thing that is wrong; null when nothing is
 * @throws LineTooLongError
 */
export async function verifyChunks(verifier: ExportVerifier, chunks: AsyncIterable<Uint8Array>, onBytes: (readBytes: number) => void = () => undefined): Promise<Finding | null> {
  let pieces: Uint8Array[] = [];
  let pendingBytes = 0;
  let readBytes = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      const finding = verifier.line(join([...pieces, chunk.subarray(start, end)]));
      if (finding !== null) return finding;
      pieces = [];
      pendingBytes = 0;
      start = end + 1;
    }
    pieces.push(chunk.subarray(start));
    pendingBytes += chunk.length - start;
    if (pendingBytes > MAX_LINE_BYTES) throw new LineTooLongError(`A line has more than ${String(MAX_LINE_BYTES)} bytes.`);
    readBytes += chunk.length;
    onBytes(readBytes);
  }
  return verifier.end(join(pieces));
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
