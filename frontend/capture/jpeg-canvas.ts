import { fitSize, type SizePx } from './fit-size.ts';

const JPEG = { type: 'image/jpeg', quality: 0.85 } as const;

/** Draws pictures onto one canvas and writes them as JPEG; in a worker or on the page. */
export function createJpegCanvas(): (picture: CanvasImageSource, size: SizePx) => Promise<Blob> {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('There is no canvas to draw on.');

  return (picture, size) => {
    const { width, height } = fitSize(size);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.drawImage(picture, 0, 0, width, height);
    return canvas.convertToBlob(JPEG);
  };
}
