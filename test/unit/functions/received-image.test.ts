import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { assertImageFits, MAX_IMAGE_BYTES, receiveImage } from '../../../functions/shared/image/received-image.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const picture = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: { r: 90, g: 120, b: 40 }, noise: { type: 'gaussian', mean: 128, sigma: 30 } } });

let jpeg: Buffer;
let png: Buffer;

beforeAll(async () => {
  jpeg = await picture(160, 120).jpeg({ quality: 85 }).toBuffer();
  png = await picture(160, 120).png().toBuffer();
});

describe('receiveImage', () => {
  it.each([
    ['baseline JPEG', () => picture(160, 120).jpeg()],
    ['progressive JPEG', () => picture(160, 120).jpeg({ progressive: true })],
    ['JPEG with restart markers and metadata', () => picture(160, 120).jpeg({ mozjpeg: true }).withMetadata({ density: 300 })],
    ['grey JPEG', () => picture(160, 120).greyscale().jpeg()],
    ['CMYK JPEG', () => picture(160, 120).toColourspace('cmyk').jpeg()],
    ['PNG', () => picture(160, 120).png()],
    ['palette PNG', () => picture(160, 120).png({ palette: true })],
    ['PNG with alpha', () => picture(160, 120).ensureAlpha().png()],
    ['interlaced 16-bit PNG', () => picture(160, 120).toColourspace('rgb16').png({ progressive: true })],
  ])('reads a %s', async (name, make) => {
    const bytes = await make().toBuffer();
    expect(receiveImage(base64(bytes))).toMatchObject({ format: name.includes('JPEG') ? 'jpeg' : 'png', widthPx: 160, heightPx: 120, bytes });
  });

  it('accepts a data URL, and base64 without padding', () => {
    expect(receiveImage(`data:image/jpeg;base64,${base64(jpeg)}`).sha256).toBe(receiveImage(base64(jpeg).replace(/=+$/, '')).sha256);
  });

  it('accepts bytes behind the end of a JPEG, as some cameras write them', () => {
    expect(receiveImage(base64(Buffer.concat([jpeg, Buffer.from('trailer')])))).toMatchObject({ widthPx: 160 });
  });

  it.each(['', 'not base64!', 'A', 'a-_b', '====', 'data:image/jpeg;base64,'])('refuses %j as no base64', (text) => {
    expect(() => receiveImage(text)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', field: 'image' }));
  });

  it('refuses what is neither JPEG nor PNG', async () => {
    const webp = await picture(160, 120).webp().toBuffer();
    for (const bytes of [webp, Buffer.from('GIF89a'), Buffer.from('<svg/>'), Buffer.alloc(10)]) {
      expect(() => receiveImage(base64(bytes))).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_IMAGE', field: 'image' }));
    }
  });

  it('refuses every truncation of a JPEG and of a PNG', () => {
    for (const whole of [jpeg, png]) {
      const cuts = new Set([3, 4, 20, whole.length - 1, ...Array.from({ length: 60 }, (_, index) => Math.floor((whole.length * index) / 60))].filter((cut) => cut > 2));
      for (const cut of cuts) expect(() => receiveImage(base64(whole.subarray(0, cut)))).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_IMAGE' }));
    }
  });

  it('refuses a PNG with any byte changed', () => {
    for (let index = 8; index < png.length; index += Math.ceil(png.length / 50)) {
      const changed = Buffer.from(png);
      changed.writeUInt8(changed.readUInt8(index) ^ 0x20, index);
      expect(() => receiveImage(base64(changed))).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_IMAGE' }));
    }
  });

  it.each([
    [79, 120, false],
    [80, 80, true],
    [120, 79, false],
    [8_192, 80, true],
    [8_193, 80, false],
  ])('judges %i × %i px', async (width, height, fits) => {
    const text = base64(await sharp({ create: { width, height, channels: 3, background: 'white' } }).png().toBuffer());
    if (fits) expect(receiveImage(text)).toMatchObject({ widthPx: width, heightPx: height });
    else expect(() => receiveImage(text)).toThrow(expect.objectContaining({ code: 'INVALID_REQUEST', field: 'image' }));
  });
});

describe('assertImageFits', () => {
  it.each([
    [MAX_IMAGE_BYTES, true],
    [MAX_IMAGE_BYTES + 1, false],
  ])('judges %i bytes, with and without a data URL', (sizeBytes, fits) => {
    const text = base64(Buffer.alloc(sizeBytes));
    for (const candidate of [text, `data:image/png;base64,${text}`]) {
      if (fits) expect(() => { assertImageFits(candidate); }).not.toThrow();
      else expect(() => { assertImageFits(candidate); }).toThrow(expect.objectContaining({ code: 'IMAGE_TOO_LARGE' }));
    }
  });
});
