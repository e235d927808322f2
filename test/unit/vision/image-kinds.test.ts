import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { decodeImage } from '../../../local/vision/image/decode-image.ts';
import type { Raster } from '../../../local/vision/image/raster.ts';
import { chunk, exifOrientation, handBuiltPng } from '../../helpers/hand-built-png.ts';
import { YCCK_JPEG } from '../../helpers/rare-jpegs.ts';
import { scene } from '../../helpers/scenes.ts';

/** Mean and largest difference of two pictures' channels, 0-255. */
function difference(a: Raster, b: Raster): { mean: number; largest: number } {
  expect([a.widthPx, a.heightPx]).toEqual([b.widthPx, b.heightPx]);
  let sum = 0;
  let largest = 0;
  a.data.forEach((value, at) => {
    const by = Math.abs(value - (b.data[at] ?? NaN));
    sum += by;
    largest = Math.max(largest, by);
  });
  return { mean: sum / a.data.length, largest };
}

/** What is written so that a viewer which knows the orientation shows the picture upright: the inverse of what the viewer does. */
async function storedAs(orientation: number, upright: Buffer): Promise<Buffer> {
  // sharp mirrors before it turns, in whatever order it is told to.
  const turned = (angle: number, picture: Sharp): Promise<Buffer> => picture.rotate(angle).png().toBuffer();
  switch (orientation) {
    case 2:
      return turned(0, sharp(upright).flop());
    case 3:
      return turned(180, sharp(upright));
    case 4:
      return turned(0, sharp(upright).flip());
    case 5:
      return turned(270, sharp(upright).flop());
    case 6:
      return turned(270, sharp(upright));
    case 7:
      return turned(90, sharp(upright).flop());
    case 8:
      return turned(90, sharp(upright));
    default:
      return upright;
  }
}

describe('pictures of every kind', () => {
  let png: Buffer;
  let plain: Raster;
  let grey: Raster;
  const picture = (): Sharp => sharp(png);
  const decoded = async (file: Uint8Array): Promise<Raster> => (await decodeImage(file)).raster;

  beforeAll(async () => {
    png = await sharp(await scene('personA')).resize(200, 240, { fit: 'fill' }).png().toBuffer();
    plain = await decoded(png);
    grey = await decoded(await picture().greyscale().png().toBuffer());
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('stand upright whatever their orientation, here %d, in JPEG and PNG', async (orientation) => {
    const turned = await storedAs(orientation, png);
    const jpeg = await sharp(turned).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).withMetadata({ orientation }).toBuffer();
    expect(difference(await decoded(jpeg), plain).mean).toBeLessThan(2);
    const header = turned.subarray(0, 33);
    const withExif = Buffer.concat([header, chunk('eXIf', exifOrientation(orientation)), turned.subarray(33)]);
    expect(difference(await decoded(withExif), plain).largest).toBe(0);
  });

  it.each<[string, () => Promise<Buffer>, number]>([
    ['a JPEG', () => picture().jpeg({ quality: 95 }).toBuffer(), 2],
    ['a progressive JPEG', () => picture().jpeg({ quality: 95, progressive: true }).toBuffer(), 2],
    ['a JPEG of optimised scans', () => picture().jpeg({ quality: 95, mozjpeg: true }).toBuffer(), 2],
    // There is no profile in it, and inks are no light.
    ['a CMYK JPEG', () => picture().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(), 12],
    ['an interlaced PNG', () => picture().png({ progressive: true }).toBuffer(), 0],
    ['a PNG of 16 bits', () => picture().toColourspace('rgb16').png().toBuffer(), 1],
    ['an opaque PNG with alpha', () => picture().ensureAlpha().png().toBuffer(), 0],
    ['a palette PNG', () => picture().png({ palette: true, quality: 100 }).toBuffer(), 4],
    ['a PNG in Display P3', () => picture().withIccProfile('p3').png().toBuffer(), 2],
    ['a JPEG in Display P3', () => picture().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(), 3],
    ['a PNG with a text', () => Promise.resolve(Buffer.concat([png.subarray(0, 33), chunk('tEXt', Buffer.from('Comment\0hello')), png.subarray(33)])), 0],
    ['a JPEG followed by other bytes', async () => Buffer.concat([await picture().jpeg({ quality: 95 }).toBuffer(), Buffer.alloc(5_000, 0xaa)]), 2],
    ['a PNG followed by other bytes', () => Promise.resolve(Buffer.concat([png, Buffer.alloc(5_000, 0xaa)])), 0],
  ])('show the same: %s', async (_, make, tolerance) => {
    expect(difference(await decoded(await make()), plain).mean).toBeLessThanOrEqual(tolerance);
  });

  it.each<[string, () => Promise<Buffer>, number]>([
    ['a JPEG', () => picture().greyscale().jpeg({ quality: 95 }).toBuffer(), 2],
    ['a PNG of 16 bits', () => picture().toColourspace('grey16').png().toBuffer(), 1],
    ['a PNG with alpha', () => picture().greyscale().ensureAlpha().png().toBuffer(), 0],
  ])('show the same in grey: %s', async (_, make, tolerance) => {
    const raster = await decoded(await make());
    expect(raster.data).toHaveLength(plain.data.length);
    expect(difference(raster, grey).mean).toBeLessThanOrEqual(tolerance);
  });

  it('show black and white of one bit each', async () => {
    const rows = Buffer.concat(Array.from({ length: 80 }, () => Buffer.from([0, ...Array<number>(5).fill(0xff), ...Array<number>(5).fill(0)])));
    const { data } = await decoded(handBuiltPng({ widthPx: 80, heightPx: 80, bitDepth: 1, colourType: 0, rows }));
    expect([...data.subarray(0, 3), ...data.subarray(79 * 3, 80 * 3)]).toEqual([255, 255, 255, 0, 0, 0]);
  });

  it("show the colours of Adobe's four inks", async () => {
    const { data } = await decoded(YCCK_JPEG);
    const at = (x: number, y: number): number[] => [...data.subarray((y * 80 + x) * 3, (y * 80 + x) * 3 + 3)];
    // Inks are duller than light.
    [[at(20, 20), [200, 150, 60]], [at(60, 20), [40, 150, 60]], [at(20, 60), [200, 30, 60]], [at(60, 60), [40, 30, 60]]].forEach(([seen = [], meant = []]) => {
      seen.forEach((value, channel) => {
        expect(Math.abs(value - (meant[channel] ?? NaN))).toBeLessThan(45);
      });
    });
  });

  it('show in sRGB what a wider colour space holds', async () => {
    // The purest red of Display P3 lies outside sRGB: the nearest there is pure red, and (200, 30, 40) there is a stronger red here.
    const p3 = await sharp({ create: { width: 100, height: 100, channels: 3, background: { r: 200, g: 30, b: 40 } } }).png().toBuffer();
    const profile = await sharp(p3).withIccProfile('p3').png().toBuffer();
    const at = profile.indexOf('iCCP') - 4;
    const icc = profile.subarray(at, at + 12 + profile.readUInt32BE(at));
    const [red = 0, green = 0] = (await decoded(Buffer.concat([p3.subarray(0, 33), icc, p3.subarray(33)]))).data;
    expect(red).toBeGreaterThan(210);
    expect(green).toBeLessThan(20);
  });
});
