import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { decodeImage, WORKING_SIDE_PX } from '../../../local/vision/image/decode-image.ts';
import { Pyramid } from '../../../local/vision/image/pyramid.ts';
import { warp, type InputFormat } from '../../../local/vision/image/warp.ts';

const RED = { r: 200, g: 30, b: 40 };

/** Left half red, right half blue. */
async function twoColours(widthPx = 120, heightPx = 100): Promise<Sharp> {
  const left = await sharp({ create: { width: widthPx / 2, height: heightPx, channels: 3, background: RED } }).png().toBuffer();
  return sharp(await sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: '#1020c0' } }).composite([{ input: left, left: 0, top: 0 }]).png().toBuffer());
}

const pixelAt = (raster: { data: Uint8Array; widthPx: number }, x: number, y: number) => [...raster.data.subarray((y * raster.widthPx + x) * 3, (y * raster.widthPx + x) * 3 + 3)];
const isRed = ([red = 0, green = 0, blue = 0]: number[]) => red > 150 && green < 90 && blue < 90;

describe('decoding', () => {
  it.each([
    ['a PNG', async () => (await twoColours()).png().toBuffer()],
    ['a palette PNG', async () => (await twoColours()).png({ palette: true }).toBuffer()],
    ['a PNG of 16 bits', async () => (await twoColours()).toColourspace('rgb16').png().toBuffer()],
    ['a JPEG', async () => (await twoColours()).jpeg({ quality: 95 }).toBuffer()],
    ['a progressive JPEG', async () => (await twoColours()).jpeg({ quality: 95, progressive: true }).toBuffer()],
    ['a CMYK JPEG', async () => (await twoColours()).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()],
  ])('reads %s as RGB of 8 bits', async (_, make) => {
    const { raster, widthPx, heightPx } = await decodeImage(await make());
    expect([widthPx, heightPx, raster.widthPx, raster.heightPx]).toEqual([120, 100, 120, 100]);
    expect(raster.data).toHaveLength(120 * 100 * 3);
    expect(isRed(pixelAt(raster, 20, 50))).toBe(true);
    expect(isRed(pixelAt(raster, 100, 50))).toBe(false);
  });

  it('refuses a JPEG whose scan breaks off, although its end is marked', async () => {
    const whole = await sharp({ create: { width: 320, height: 240, channels: 3, background: RED, noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toBuffer();
    const broken = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.of(0xff, 0xd9)]);
    await expect(decodeImage(whole)).resolves.toMatchObject({ widthPx: 320 });
    await expect(decodeImage(broken)).rejects.toMatchObject({ code: 'UNSUPPORTED_IMAGE' });
  });

  it('reads grey as three equal channels', async () => {
    const { raster } = await decodeImage(await (await twoColours()).greyscale().jpeg().toBuffer());
    const [red, green, blue] = pixelAt(raster, 20, 50);
    expect(red).toBe(green);
    expect(green).toBe(blue);
    expect(raster.data).toHaveLength(120 * 100 * 3);
  });

  it('puts what is transparent on black', async () => {
    const png = await sharp({ create: { width: 100, height: 100, channels: 4, background: { r: 255, g: 255, b: 255, alpha: 0 } } }).png().toBuffer();
    expect(pixelAt((await decodeImage(png)).raster, 50, 50)).toEqual([0, 0, 0]);
  });

  it('turns the picture upright by its EXIF orientation', async () => {
    // 6: the first row is the right side.
    const { raster, widthPx, heightPx } = await decodeImage(await (await twoColours()).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer());
    expect([widthPx, heightPx]).toEqual([100, 120]);
    expect(isRed(pixelAt(raster, 50, 20))).toBe(true);
    expect(isRed(pixelAt(raster, 50, 100))).toBe(false);
  });

  it('reduces a large picture and tells its own size', async () => {
    const png = await sharp({ create: { width: 5000, height: 1000, channels: 3, background: RED } }).png().toBuffer();
    const { raster, widthPx, heightPx } = await decodeImage(png);
    expect([widthPx, heightPx]).toEqual([5000, 1000]);
    expect(Math.max(raster.widthPx, raster.heightPx)).toBe(WORKING_SIDE_PX);
  });

  it.each([
    ['text', () => Promise.resolve(Buffer.from('not an image at all'))],
    ['nothing', () => Promise.resolve(Buffer.alloc(0))],
    ['an SVG', () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>'))],
    ['a WebP', async () => (await twoColours()).webp().toBuffer()],
    ['a GIF', async () => (await twoColours()).gif().toBuffer()],
    ['a truncated JPEG', async () => (await (await twoColours(400, 400)).jpeg().toBuffer()).subarray(0, 1500)],
    ['a truncated PNG', async () => (await (await twoColours(400, 400)).png().toBuffer()).subarray(0, 300)],
    ['a JPEG of nothing but its first bytes', () => Promise.resolve(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))],
  ])('refuses %s', async (_, make) => {
    await expect(decodeImage(await make())).rejects.toMatchObject({ code: 'UNSUPPORTED_IMAGE' });
  });

  it.each([
    [10_001, 100, 'IMAGE_DIMENSIONS_TOO_LARGE'],
    [79, 200, 'IMAGE_DIMENSIONS_TOO_SMALL'],
  ])('refuses %d x %d pixels', async (width, height, code) => {
    const png = await sharp({ create: { width, height, channels: 3, background: RED } }).png().toBuffer();
    await expect(decodeImage(png)).rejects.toMatchObject({ code });
  });
});

describe('the warp', () => {
  const format: InputFormat = { widthPx: 4, heightPx: 2, channels: 'rgb', scale: [1, 1, 1], offset: [0, 0, 0], outside: 'black' };
  /** Each pixel's red is its column, its green its row. */
  const ramp = new Pyramid({
    widthPx: 8,
    heightPx: 4,
    data: Uint8Array.from({ length: 96 }, (_, at) => [Math.floor(at / 3) % 8, Math.floor(at / 24), 7][at % 3] ?? 0).map((value) => value * 10),
  });

  it('samples between pixels bilinearly', () => {
    const input = warp(ramp, [1, 0, 0.5, 0, 1, 0.25], format);
    expect([...input.subarray(0, 4)]).toEqual([5, 15, 25, 35]);
    expect(input[8]).toBeCloseTo(2.5, 5);
  });

  it('sees black outside the image, or the nearest pixel', () => {
    expect(warp(ramp, [1, 0, -5, 0, 1, 0], format)[16]).toBe(0);
    expect(warp(ramp, [1, 0, -5, 0, 1, 0], { ...format, outside: 'nearest' })[16]).toBe(70);
  });

  it('orders channels and scales values as the model wants', () => {
    const input = warp(ramp, [1, 0, 0, 0, 1, 0], { ...format, channels: 'bgr', scale: [2, 1, 1], offset: [1, 0, 0] });
    expect(input[0]).toBe(141);
    expect([...input.subarray(16, 20)]).toEqual([0, 10, 20, 30]);
  });

  it('takes the mean where the input is much coarser than the image', () => {
    const checked = new Pyramid({ widthPx: 16, heightPx: 16, data: Uint8Array.from({ length: 768 }, (_, at) => ((Math.floor(at / 3) + Math.floor(at / 48)) % 2) * 200) });
    const input = warp(checked, [4, 0, 1.5, 0, 4, 1.5], { ...format, widthPx: 4, heightPx: 4 });
    expect(input.every((value) => Math.abs(value - 100) < 1)).toBe(true);
  });

  it('writes grey as luma', () => {
    const [first] = warp(ramp, [1, 0, 3, 0, 1, 2], { ...format, channels: 'grey', scale: [1], offset: [0] });
    expect(first).toBeCloseTo(0.299 * 30 + 0.587 * 20 + 0.114 * 70, 4);
  });
});
