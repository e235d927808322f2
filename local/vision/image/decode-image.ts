import sharp from 'sharp';
import { ImageDimensionsTooLargeError, ImageDimensionsTooSmallError, UnsupportedImageError } from './errors.ts';
import type { Raster } from './raster.ts';

// Every image is another one: libvips would keep what it decoded, without a bound that counts a progressive JPEG's coefficients.
sharp.cache(false);

/** Rekognition's limits for either side of an image. Source: Amazon Rekognition, Guidelines and quotas. */
export const MIN_SIDE_PX = 80;
export const MAX_SIDE_PX = 10_000;

/** No model here looks at more than this: a larger image is analysed at this size, which bounds memory. */
export const WORKING_SIDE_PX = 2_048;

export interface DecodedImage {
  /** Upright, at most `WORKING_SIDE_PX` on its longer side, in memory that threads can share. */
  readonly raster: Raster;
  /** The size of the upright image before it was reduced. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Decodes a JPEG or PNG of any kind (grey, palette, CMYK, 16 bits, transparent: on black) to upright RGB. Runs on libuv's threads, not on
 * the event loop.
 *
 * @throws UnsupportedImageError, ImageDimensionsTooLargeError, ImageDimensionsTooSmallError
 */
export async function decodeImage(image: Uint8Array): Promise<DecodedImage> {
  // Only these two decoders are ever reached: the others that libvips brings are attack surface and nothing more.
  if (!startsWith(image, [0xff, 0xd8, 0xff]) && !startsWith(image, [0x89, 0x50, 0x4e, 0x47])) throw new UnsupportedImageError();
  const { widthPx, heightPx } = await readSize(image);
  if (Math.max(widthPx, heightPx) > MAX_SIDE_PX) throw new ImageDimensionsTooLargeError(widthPx, heightPx, MAX_SIDE_PX);
  if (Math.min(widthPx, heightPx) < MIN_SIDE_PX) throw new ImageDimensionsTooSmallError(widthPx, heightPx, MIN_SIDE_PX);
  return { raster: await readPixels(image), widthPx, heightPx };
}

async function readSize(image: Uint8Array): Promise<{ widthPx: number; heightPx: number }> {
  try {
    const { autoOrient } = await sharp(image).metadata();
    return { widthPx: autoOrient.width, heightPx: autoOrient.height };
  } catch (cause) {
    throw new UnsupportedImageError({ cause });
  }
}

async function readPixels(image: Uint8Array): Promise<Raster> {
  try {
    const { data, info } = await sharp(image, { failOn: 'warning', limitInputPixels: MAX_SIDE_PX ** 2 })
      .autoOrient()
      .resize(WORKING_SIDE_PX, WORKING_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#000' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const shared = new Uint8Array(new SharedArrayBuffer(data.length));
    shared.set(data);
    return { data: shared, widthPx: info.width, heightPx: info.height };
  } catch (cause) {
    throw new UnsupportedImageError({ cause });
  }
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
