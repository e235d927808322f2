import { decode } from 'jpeg-js';
import { readJpegHeader } from './jpeg.ts';
import type { ImageHeader } from './image-header.ts';
import { decodePngLuma } from './png-luma.ts';

/** The brightness of every pixel, row by row, 0 to 255. */
export interface Luma {
  widthPx: number;
  heightPx: number;
  values: Uint8Array;
}

/** Decoding takes some 40 ns a pixel: what is larger than full HD is no webcam's frame, and not worth the wait. */
export const MAX_DECODED_PX = 1_920 * 1_080;

/** Each scan of a progressive JPEG goes over all of its pixels: ten are usual, and somebody may send thousands. */
const MAX_SCANNED_PX = 12 * MAX_DECODED_PX;

const MAX_DECODER_MEMORY_MB = 128;

/** Decodes a JPEG or PNG file whose structure has been checked. Null for what is too large, or of a kind that no camera's page sends. */
export function decodeLuma(bytes: Uint8Array, format: ImageHeader['format']): Luma | null {
  return format === 'png' ? decodePngLuma(bytes, MAX_DECODED_PX) : decodeJpegLuma(bytes);
}

function decodeJpegLuma(bytes: Uint8Array): Luma | null {
  const { widthPx, heightPx } = readJpegHeader(bytes);
  const sizePx = widthPx * heightPx;
  if (sizePx > MAX_DECODED_PX || sizePx * countScans(bytes) > MAX_SCANNED_PX) return null;
  try {
    const { data } = decode(bytes, { useTArray: true, formatAsRGBA: false, maxMemoryUsageInMB: MAX_DECODER_MEMORY_MB });
    return { widthPx, heightPx, values: lumaOf(data, 3, sizePx) };
  } catch {
    // Arithmetic coding, twelve bits, entropy-coded data that is not: the file is kept and judged, but has no fingerprint.
    return null;
  }
}

/** At least as many as there are: a preview inside of the file counts too. */
function countScans(bytes: Uint8Array): number {
  let count = 0;
  for (let index = bytes.indexOf(0xff); index !== -1; index = bytes.indexOf(0xff, index + 1)) if (bytes[index + 1] === 0xda) count += 1;
  return count;
}

/** The luma of ITU-R BT.601, which JPEG is encoded with, from pixels of so many channels, red, green and blue first. */
export function lumaOf(pixels: Uint8Array, channels: number, sizePx: number): Uint8Array {
  const values = new Uint8Array(sizePx);
  for (let index = 0, at = 0; index < sizePx; index += 1, at += channels) {
    // What is written into bytes loses its fraction.
    values[index] = 0.5 + 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
  }
  return values;
}
