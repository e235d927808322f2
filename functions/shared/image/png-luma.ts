import { inflateSync } from 'node:zlib';
import { lumaOf, type Luma } from './luma.ts';

const SIGNATURE_BYTES = 8;
const CHUNK_OVERHEAD_BYTES = 12;

/** Bytes a pixel, by colour type, at eight bits a channel: grey, truecolour, grey with alpha, truecolour with alpha. */
const CHANNELS = new Map([[0, 1], [2, 3], [4, 2], [6, 4]]);

/**
 * Decodes a PNG as cameras' pages write it: eight bits a channel, not interlaced, without a palette (W3C PNG, 9). Its data are inflated to the size
 * that its header promises and no further, and no other chunk is read, so that nothing small becomes large.
 * @returns null for any other PNG, for one of more pixels than that, and for one whose data are not what its header says
 */
export function decodePngLuma(bytes: Uint8Array, maxPx: number): Luma | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const widthPx = view.getUint32(16);
  const heightPx = view.getUint32(20);
  const [bitDepth, colourType = 0, , , interlace] = bytes.subarray(24, 29);
  const channels = CHANNELS.get(colourType);
  if (bitDepth !== 8 || channels === undefined || interlace !== 0 || widthPx * heightPx > maxPx) return null;
  const rowBytes = widthPx * channels;
  const rows = inflate(Buffer.concat(imageData(bytes, view)), heightPx * (1 + rowBytes));
  if (rows === null) return null;
  const pixels = unfilter(rows, rowBytes, heightPx, channels);
  if (pixels === null) return null;
  return { widthPx, heightPx, values: channels > 2 ? lumaOf(pixels, channels, widthPx * heightPx) : pixels.filter((_, index) => index % channels === 0) };
}

/** The parts of the compressed image. */
function imageData(bytes: Uint8Array, view: DataView): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let offset = SIGNATURE_BYTES; offset + CHUNK_OVERHEAD_BYTES <= bytes.length; ) {
    const dataBytes = view.getUint32(offset);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (type === 'IDAT') parts.push(bytes.subarray(offset + 8, offset + 8 + dataBytes));
    offset += CHUNK_OVERHEAD_BYTES + dataBytes;
  }
  return parts;
}

function inflate(data: Uint8Array, sizeBytes: number): Uint8Array | null {
  try {
    const inflated = inflateSync(data, { maxOutputLength: sizeBytes });
    return inflated.length === sizeBytes ? inflated : null;
  } catch {
    return null;
  }
}

/** Each row begins with the filter that its bytes went through: none, sub, up, average or Paeth, each of the pixel to the left and the row above. */
function unfilter(rows: Uint8Array, rowBytes: number, height: number, pixelBytes: number): Uint8Array | null {
  const out = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row += 1) {
    const from = row * (1 + rowBytes);
    const to = row * rowBytes;
    const filter = rows[from] ?? 0;
    if (filter > 4) return null;
    for (let column = 0; column < rowBytes; column += 1) {
      const left = column < pixelBytes ? 0 : (out[to + column - pixelBytes] ?? 0);
      const above = row === 0 ? 0 : (out[to + column - rowBytes] ?? 0);
      const aboveLeft = row === 0 || column < pixelBytes ? 0 : (out[to + column - rowBytes - pixelBytes] ?? 0);
      out[to + column] = (rows[from + 1 + column] ?? 0) + predict(filter, left, above, aboveLeft);
    }
  }
  return out;
}

function predict(filter: number, left: number, above: number, aboveLeft: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const estimate = left + above - aboveLeft;
  const toLeft = Math.abs(estimate - left);
  const toAbove = Math.abs(estimate - above);
  const toAboveLeft = Math.abs(estimate - aboveLeft);
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
  return toAbove <= toAboveLeft ? above : aboveLeft;
}
