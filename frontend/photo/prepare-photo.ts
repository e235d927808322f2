import { fitSize, type SizePx } from '../capture/fit-size.ts';
import { checkPhotoFile } from './check-photo-file.ts';
import { PhotoError } from './photo-error.ts';

/** More pixels make nobody easier to recognise. As JPEG of this quality, a photo of this size stays well below the API's 4 MiB. */
const LARGEST_PX: SizePx = { width: 1_600, height: 1_600 };
const JPEG = { type: 'image/jpeg', quality: 0.92 } as const;
/** The API takes no less. */
const MIN_SIDE_PX = 80;

/** A photo as it will be sent. */
export interface Photo {
  jpeg: Blob;
  sizePx: SizePx;
}

/**
 * Draws a file's or a video's picture anew: upright, at most 1,600 px long, and without what cameras note beside the picture, such as the place.
 * @throws PhotoError
 */
export async function preparePhoto(source: Blob | HTMLVideoElement): Promise<Photo> {
  await (source instanceof Blob ? checkPhotoFile(source) : untilPicture(source));
  const bitmap = await decode(source);
  try {
    const sizePx = fitSize(bitmap, LARGEST_PX);
    if (Math.min(sizePx.width, sizePx.height) < MIN_SIDE_PX) throw new PhotoError('tooSmall');
    return { jpeg: await draw(bitmap, sizePx), sizePx };
  } finally {
    bitmap.close();
  }
}

/** A video that has not begun to play may say that it has a picture, and still give none. */
async function untilPicture(video: HTMLVideoElement): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<number>();
  try {
    await video.play();
  } catch (cause) {
    throw new PhotoError('unreadable', { cause });
  }
  video.requestVideoFrameCallback(resolve);
  await promise;
}

/** Turned as its EXIF orientation says. */
async function decode(source: Blob | HTMLVideoElement): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(source, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new PhotoError('unreadable', { cause });
  }
}

async function draw(bitmap: ImageBitmap, { width, height }: SizePx): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new PhotoError('unreadable');
  // What is transparent in a PNG would be black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas.convertToBlob(JPEG);
}
