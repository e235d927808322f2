/** What the structure of an image file tells, without decoding a pixel. */
export interface ImageHeader {
  format: 'jpeg' | 'png';
  /** As stored, before any EXIF orientation is applied. */
  widthPx: number;
  heightPx: number;
}

export const CONTENT_TYPE = { jpeg: 'image/jpeg', png: 'image/png' } as const;
export const FILE_EXTENSION = { jpeg: 'jpg', png: 'png' } as const;
