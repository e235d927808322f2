import { inflateSync } from 'node:zlib';
import { UnsupportedImageError } from './errors.ts';
import type { ImageHeader } from './image-header.ts';

const SIGNATURE_BYTES = 8;
/** Length, type and checksum. */
const CHUNK_FRAME_BYTES = 12;

const CRITICAL = ['IHDR', 'PLTE', 'IDAT', 'IEND'];
/** What colours and orientation depend on. All else, as texts that unpack to gigabytes, is left out before decoding. */
const WANTED = ['tRNS', 'iCCP', 'gAMA', 'cHRM', 'sRGB', 'eXIf'];

/** Samples a pixel by colour type. Source: PNG specification, 11.2.1. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Deflate packs at most this many bytes into one. Source: https://zlib.net/zlib_tech.html */
const MAX_DEFLATE_RATIO = 1_032;

/** Profiles of printers and scanners reach two. */
const MAX_PROFILE_BYTES = 4 * 1024 * 1024;

/**
 * Reads a PNG's header and goes through its chunks.
 *
 * @throws UnsupportedImageError also when the data cannot fill the size that the header gives, or a profile unpacks to too much
 */
export function readPngHeader(file: Uint8Array): ImageHeader {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const kept: Buffer[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  let packedBytes = 0;
  let at = SIGNATURE_BYTES;
  for (let type = ''; type !== 'IEND'; ) {
    if (at + CHUNK_FRAME_BYTES > bytes.length) throw new UnsupportedImageError();
    const length = bytes.readUInt32BE(at);
    const end = at + CHUNK_FRAME_BYTES + length;
    type = bytes.toString('latin1', at + 4, at + 8);
    const isCritical = CRITICAL.includes(type);
    // A capital first letter: whoever does not know the chunk cannot show the picture.
    if (end > bytes.length || (!isCritical && /^[A-Z]/.test(type))) throw new UnsupportedImageError();
    if (type === 'IDAT') packedBytes += length;
    if (type === 'iCCP') checkProfile(bytes.subarray(at + 8, end - 4));
    if (isCritical || WANTED.includes(type)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  const { widthPx, heightPx, unpackedBytes } = readFirstChunk(bytes);
  if (unpackedBytes > packedBytes * MAX_DEFLATE_RATIO) throw new UnsupportedImageError();
  return { widthPx, heightPx, unpackedBytes, file: Buffer.concat(kept) };
}

function readFirstChunk(bytes: Buffer): Pick<ImageHeader, 'widthPx' | 'heightPx' | 'unpackedBytes'> {
  const data = bytes.subarray(SIGNATURE_BYTES + 8);
  const samples = SAMPLES[data[9] ?? -1];
  if (bytes.readUInt32BE(SIGNATURE_BYTES) !== 13 || bytes.toString('latin1', 12, 16) !== 'IHDR' || samples === undefined) throw new UnsupportedImageError();
  const [widthPx, heightPx, bitDepth] = [data.readUInt32BE(0), data.readUInt32BE(4), data.readUInt8(8)];
  return { widthPx, heightPx, unpackedBytes: heightPx * (1 + Math.ceil((widthPx * samples * bitDepth) / 8)) };
}

/** A name, a zero, the method of compression (0), then what is compressed. */
function checkProfile(chunk: Buffer): void {
  try {
    inflateSync(chunk.subarray(chunk.indexOf(0) + 2), { maxOutputLength: MAX_PROFILE_BYTES });
  } catch (cause) {
    throw new UnsupportedImageError({ cause });
  }
}
