import { createHash } from 'node:crypto';
import { told } from '../../../domain/error-sentences.ts';
import { ImageTooLargeError, InvalidRequestError, UnsupportedImageError } from '../../../domain/errors.ts';
import type { ImageHeader } from './image-header.ts';
import { isJpeg, readJpegHeader } from './jpeg.ts';
import { isPng, readPngHeader } from './png.ts';

/** Decoded; what base64 and JSON make of it must still fit into a Lambda event of 6,291,456 bytes. */
export const MAX_IMAGE_BYTES = 4 * 1024 * 1024;
/** Rekognition wants at least 80 px on both sides. */
export const MIN_SIDE_PX = 80;
export const MAX_SIDE_PX = 8_192;

const DATA_URL_PREFIX = /^data:[^,]{0,100};base64,/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** An image whose structure was checked from start to end. */
export interface ReceivedImage extends ImageHeader {
  bytes: Uint8Array;
  /** 64 hexadecimal digits. */
  sha256: string;
}

/**
 * Whether the base64 text of an image stands for more than may be sent; cheap enough to ask before anything else.
 * @throws ImageTooLargeError
 */
export function assertImageFits(text: string): void {
  const base64Length = text.length - (DATA_URL_PREFIX.exec(text)?.[0].length ?? 0);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (Math.floor(((base64Length - padding) * 3) / 4) > MAX_IMAGE_BYTES) throw imageTooLarge();
}

export function imageTooLarge(): ImageTooLargeError {
  return new ImageTooLargeError(...told('imageTooLarge', { limitBytes: MAX_IMAGE_BYTES }, { field: 'image' }));
}

/**
 * Takes an image out of its base64 text, which may be a data URL, and checks it without decoding a pixel.
 * @throws InvalidRequestError when the text is not base64 or the dimensions are out of range
 * @throws UnsupportedImageError when it is no JPEG or PNG, truncated or corrupt
 */
export function receiveImage(text: string): ReceivedImage {
  const base64 = text.replace(DATA_URL_PREFIX, '');
  if (!BASE64.test(base64) || base64.replace(/=+$/, '').length % 4 === 1) {
    throw new InvalidRequestError('image must be the base64 of a JPEG or PNG file.', { field: 'image' });
  }
  return checkImage(Buffer.from(base64, 'base64'));
}

/**
 * Checks an image without decoding a pixel.
 * @throws ImageTooLargeError
 * @throws InvalidRequestError when the dimensions are out of range
 * @throws UnsupportedImageError when it is no JPEG or PNG, truncated or corrupt
 */
export function checkImage(bytes: Uint8Array): ReceivedImage {
  if (bytes.length > MAX_IMAGE_BYTES) throw imageTooLarge();
  const header = readHeader(bytes);
  assertDimensions(header);
  return { ...header, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function readHeader(bytes: Uint8Array): ImageHeader {
  if (isJpeg(bytes)) return readJpegHeader(bytes);
  if (isPng(bytes)) return readPngHeader(bytes);
  throw new UnsupportedImageError(...told('imageFormat', {}, { field: 'image' }));
}

function assertDimensions({ widthPx, heightPx }: ImageHeader): void {
  if (Math.min(widthPx, heightPx) >= MIN_SIDE_PX && Math.max(widthPx, heightPx) <= MAX_SIDE_PX) return;
  throw new InvalidRequestError(...told('imageDimensions', { widthPx, heightPx, minPx: MIN_SIDE_PX, maxPx: MAX_SIDE_PX }, { field: 'image' }));
}
