import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodeI420 } from './i420.ts';

const WIDTH_PX = 640;
const HEIGHT_PX = 480;

/** https://wiki.multimedia.cx/index.php/YUV4MPEG2: one frame, which Chromium shows again and again: ten times a second, for each time is drawn by the CPU. */
const HEADER = Buffer.from(`YUV4MPEG2 W${WIDTH_PX} H${HEIGHT_PX} F10:1 Ip A1:1 C420mpeg2\nFRAME\n`);

/** A webcam whose picture a test can change at any moment. */
export interface WebcamFeed extends AsyncDisposable {
  /** A .y4m video for Chromium's fake camera. */
  readonly file: string;
  /** Puts a photo before the camera, whole, with grey at its sides; a page sees it some 30 ms later. */
  show(photo: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * A webcam of 640 × 480 px that shows a photo, at first plain grey. For one browser. Its file is overwritten in place: Chromium reads the
 * same open file for every frame, so it must be neither replaced nor truncated.
 *
 * @example
 * const webcam = await createWebcamFeed();
 * const browser = await launchBrowser({ webcam });
 * await webcam.show(await scene('personA'));
 */
export async function createWebcamFeed(): Promise<WebcamFeed> {
  const folder = await mkdtemp(join(tmpdir(), 'invigil-webcam-'));
  const file = join(folder, 'webcam.y4m');
  const video = await open(file, 'w');
  await video.write(HEADER, 0, HEADER.length, 0);

  const write = async (rgb: Buffer): Promise<void> => {
    const picture = encodeI420(rgb, WIDTH_PX, HEIGHT_PX);
    await video.write(picture, 0, picture.length, HEADER.length);
  };
  await write(Buffer.alloc(WIDTH_PX * HEIGHT_PX * 3, 128));

  const close = async (): Promise<void> => {
    await video.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { file, show: async (photo) => { await write(await toFrame(photo)); }, close, [Symbol.asyncDispose]: close };
}

/** The photo as RGB of the camera's size. */
export async function toFrame(photo: Uint8Array): Promise<Buffer> {
  return sharp(photo)
    .resize({ width: WIDTH_PX, height: HEIGHT_PX, fit: 'contain', background: { r: 128, g: 128, b: 128 } })
    .removeAlpha()
    .raw()
    .toBuffer();
}
