import sharp from 'sharp';
import { MIN_SIDE_PX } from '../../vision/image/decode-image.ts';
import { UnsupportedImageError } from '../../vision/image/errors.ts';

/** A face of this size is found as surely as a larger one. */
const FACE_SIDE_PX = 192;
const BORDER_PX = FACE_SIDE_PX / 3;

/**
 * Data sets of expressions are cropped faces, smaller than the engine takes and without the surroundings by which a face is found. Such a
 * photo is enlarged and its edge repeated around it; any other stays as it is.
 *
 * @throws UnsupportedImageError
 */
export async function enlargeSmallPhoto(bytes: Buffer): Promise<{ readonly bytes: Buffer; readonly isEnlarged: boolean }> {
  try {
    const { width, height } = await sharp(bytes).metadata();
    if (Math.min(width, height) >= MIN_SIDE_PX) return { bytes, isEnlarged: false };
    const enlarged = await sharp(bytes)
      .autoOrient()
      .resize(FACE_SIDE_PX, FACE_SIDE_PX, { fit: 'outside' })
      .extend({ top: BORDER_PX, bottom: BORDER_PX, left: BORDER_PX, right: BORDER_PX, extendWith: 'copy' })
      .png()
      .toBuffer();
    return { bytes: enlarged, isEnlarged: true };
  } catch (cause) {
    throw new UnsupportedImageError({ cause });
  }
}
