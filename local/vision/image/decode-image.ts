import sharp from 'sharp';
import { OneAtATime } from '../../one-at-a-time.ts';
import { ImageDimensionsTooLargeError, ImageDimensionsTooSmallError, ImageUnpacksTooLargeError, UnsupportedImageError } from './errors.ts';
import type { ImageHeader } from './image-header.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readPngHeader } from './png-header.ts';
import type { Raster } from './raster.ts';
import { RasterMemory } from './raster-memory.ts';

// Every image is another one: libvips would keep what it decoded, without a bound that counts a progressive JPEG's coefficients.
sharp.cache(false);

/** Rekognition's limits for either side of an image. Source: Amazon Rekognition, Guidelines and quotas. */
export const MIN_SIDE_PX = 80;
export const MAX_SIDE_PX = 10_000;

/**
 * What one image may unpack to. Rekognition names no such limit; here it bounds a decode's memory and time. A photograph of 15 MB does not
 * reach it.
 */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/** No model here looks at more than this: a larger image is analysed at this size, which bounds memory. */
export const WORKING_SIDE_PX = 2_048;

/** From this many pixels on a picture waits for other large ones, for seconds if need be: decoded all at once they would hold up everybody's webcam frames. */
const LARGE_PX = 16_000_000;
const largeOnes = new OneAtATime();

export interface DecodedImage {
  /** Upright, at most `WORKING_SIDE_PX` on its longer side, in memory that threads can share. */
  readonly raster: Raster;
  /** The size of the upright image before it was reduced. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * Decodes a JPEG or PNG of any kind (grey, palette, CMYK, 16 bits, transparent: on black; of any colour space: in sRGB) to upright RGB.
 * What its header promises is judged before anything is decoded. Runs on libuv's threads, not on the event loop.
 *
 * @param memory where the pixels' memory comes from
 * @throws UnsupportedImageError, ImageDimensionsTooLargeError, ImageDimensionsTooSmallError, ImageUnpacksTooLargeError
 */
export async function decodeImage(image: Uint8Array, memory = new RasterMemory()): Promise<DecodedImage> {
  const header = readHeader(image);
  const { widthPx, heightPx, unpackedBytes } = header;
  if (Math.max(widthPx, heightPx) > MAX_SIDE_PX) throw new ImageDimensionsTooLargeError(widthPx, heightPx, MAX_SIDE_PX);
  if (Math.min(widthPx, heightPx) < MIN_SIDE_PX) throw new ImageDimensionsTooSmallError(widthPx, heightPx, MIN_SIDE_PX);
  if (unpackedBytes > MAX_UNPACKED_BYTES) throw new ImageUnpacksTooLargeError(unpackedBytes, MAX_UNPACKED_BYTES);
  try {
    const read = (): Promise<DecodedImage> => readPixels(header, memory);
    return await (widthPx * heightPx < LARGE_PX ? read() : largeOnes.run(read));
  } catch (cause) {
    throw new UnsupportedImageError({ cause });
  }
}

/** Only these two decoders are ever reached: the others that libvips brings are attack surface and nothing more. */
function readHeader(image: Uint8Array): ImageHeader {
  if (startsWith(image, [0xff, 0xd8, 0xff])) return readJpegHeader(image);
  if (startsWith(image, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return readPngHeader(image);
  throw new UnsupportedImageError();
}

async function readPixels({ file }: ImageHeader, memory: RasterMemory): Promise<DecodedImage> {
  const { autoOrient } = await sharp(file).metadata();
  const { data, info } = await sharp(file, { failOn: 'warning', limitInputPixels: MAX_SIDE_PX ** 2 })
    .autoOrient()
    .resize(WORKING_SIDE_PX, WORKING_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#000' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const shared = new Uint8Array(memory.allocate(data.length));
  shared.set(data);
  return { raster: { data: shared, widthPx: info.width, heightPx: info.height }, widthPx: autoOrient.width, heightPx: autoOrient.height };
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
