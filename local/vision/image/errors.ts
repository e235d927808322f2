/** Why an image cannot be analysed. */
export type ImageErrorCode = 'UNSUPPORTED_IMAGE' | 'IMAGE_DIMENSIONS_TOO_LARGE' | 'IMAGE_UNPACKS_TOO_LARGE' | 'IMAGE_DIMENSIONS_TOO_SMALL';

export abstract class ImageError extends Error {
  abstract readonly code: ImageErrorCode;
}

/** Neither JPEG nor PNG, or one that cannot be decoded to its end. */
export class UnsupportedImageError extends ImageError {
  override readonly name = 'UnsupportedImageError';
  readonly code = 'UNSUPPORTED_IMAGE';
  constructor(options?: ErrorOptions) {
    super('The image is no complete JPEG or PNG.', options);
  }
}

export class ImageDimensionsTooLargeError extends ImageError {
  override readonly name = 'ImageDimensionsTooLargeError';
  readonly code = 'IMAGE_DIMENSIONS_TOO_LARGE';
  constructor(widthPx: number, heightPx: number, limitPx: number) {
    super(`Input image dimensions ${widthPx} x ${heightPx} exceed maximum dimension size of ${limitPx} pixels`);
  }
}

/** Its sides are allowed, but it would take too much memory to decode: a picture made to do so, not taken by a camera. */
export class ImageUnpacksTooLargeError extends ImageError {
  override readonly name = 'ImageUnpacksTooLargeError';
  readonly code = 'IMAGE_UNPACKS_TOO_LARGE';
  constructor(unpackedBytes: number, limitBytes: number) {
    super(`The image unpacks to ${unpackedBytes} bytes, more than ${limitBytes}.`);
  }
}

export class ImageDimensionsTooSmallError extends ImageError {
  override readonly name = 'ImageDimensionsTooSmallError';
  readonly code = 'IMAGE_DIMENSIONS_TOO_SMALL';
  constructor(widthPx: number, heightPx: number, limitPx: number) {
    super(`Image dimensions: ${widthPx} x ${heightPx} pixels fall below the minimum of ${limitPx}.`);
  }
}
