import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { decodeImage, WORKING_SIDE_PX } from '../../../local/vision/image/decode-image.ts';
import { chunk, handBuiltPng } from '../../helpers/hand-built-png.ts';
import { ARITHMETIC_JPEG } from '../../helpers/rare-jpegs.ts';

const markerAt = (jpeg: Buffer, ...markers: number[]): number => {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) if (markers.includes(jpeg[at + 1] ?? 0)) return at;
  throw new Error('The JPEG has no such segment');
};
const claiming = (jpeg: Buffer, widthPx: number, heightPx: number): Buffer => {
  const patched = Buffer.from(jpeg);
  const frame = markerAt(patched, 0xc0, 0xc2);
  patched.writeUInt16BE(heightPx, frame + 5);
  patched.writeUInt16BE(widthPx, frame + 7);
  return patched;
};

describe('a picture made to hurt', () => {
  let baseline: Buffer;
  let progressive: Buffer;

  beforeAll(async () => {
    const noise = sharp({ create: { width: 320, height: 240, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 40 } } });
    const png = await noise.png().toBuffer();
    baseline = await sharp(png).jpeg().toBuffer();
    progressive = await sharp(png).jpeg({ progressive: true }).toBuffer();
  });

  /** Repeats the last scan of the progressive picture. */
  const manyScans = (times: number): Buffer => {
    const scan = progressive.lastIndexOf(Buffer.of(0xff, 0xda));
    const end = progressive.length - 2;
    return Buffer.concat([progressive.subarray(0, end), ...Array<Buffer>(times).fill(progressive.subarray(scan, end)), progressive.subarray(end)]);
  };
  const withChunk = (type: string, data: Buffer): Buffer => handBuiltPng({ widthPx: 100, heightPx: 100, chunks: [chunk(type, data)] });
  const packed = (size: number): Buffer => Buffer.concat([Buffer.from('name\0\0'), deflateSync(Buffer.alloc(size))]);

  it.each<[string, () => Buffer, string]>([
    ['a PNG of 300 kB that unpacks to 300 MB', () => handBuiltPng({ widthPx: 10_000, heightPx: 10_000 }), 'IMAGE_UNPACKS_TOO_LARGE'],
    ['a PNG whose data is a thousandth of what its header says', () => handBuiltPng({ widthPx: 9_000, heightPx: 9_000, rows: Buffer.alloc(1_000) }), 'UNSUPPORTED_IMAGE'],
    ['a JPEG whose data cannot fill its size', () => claiming(baseline, 9_999, 9_999), 'UNSUPPORTED_IMAGE'],
    ['a progressive JPEG whose data cannot fill its size', () => claiming(progressive, 9_999, 9_999), 'UNSUPPORTED_IMAGE'],
    ['a JPEG of two frames', () => Buffer.concat([baseline.subarray(0, markerAt(baseline, 0xc0)), baseline.subarray(markerAt(baseline, 0xc0), markerAt(baseline, 0xc0) + 19), baseline.subarray(markerAt(baseline, 0xc0))]), 'UNSUPPORTED_IMAGE'],
    ['a progressive JPEG of more scans than its blocks may be visited by', () => manyScans(100_000), 'UNSUPPORTED_IMAGE'],
    ['a JPEG of arithmetic codes, which no browser shows', () => ARITHMETIC_JPEG, 'UNSUPPORTED_IMAGE'],
    ['a PNG with a colour profile of 100 MB', () => withChunk('iCCP', packed(100_000_000)), 'UNSUPPORTED_IMAGE'],
    ['a PNG with an unknown chunk that it calls critical', () => withChunk('ABCD', Buffer.alloc(4)), 'UNSUPPORTED_IMAGE'],
    ['a PNG whose chunk is longer than the file', () => Buffer.concat([handBuiltPng({ widthPx: 100, heightPx: 100 }).subarray(0, 33), Buffer.from('7fffffff49444154', 'hex'), Buffer.alloc(100)]), 'UNSUPPORTED_IMAGE'],
    ['a PNG without an end', () => handBuiltPng({ widthPx: 100, heightPx: 100 }).subarray(0, -12), 'UNSUPPORTED_IMAGE'],
    ['a JPEG that is all markers', () => Buffer.concat([Buffer.of(0xff, 0xd8), Buffer.alloc(5_000_000, 0xff)]), 'UNSUPPORTED_IMAGE'],
    ['a JPEG of empty segments', () => Buffer.concat([Buffer.of(0xff, 0xd8), ...Array<Buffer>(500_000).fill(Buffer.of(0xff, 0xe1, 0, 2))]), 'UNSUPPORTED_IMAGE'],
    ['a JPEG whose segments have no length', () => Buffer.concat([Buffer.of(0xff, 0xd8), ...Array<Buffer>(500_000).fill(Buffer.of(0xff, 0xe1, 0, 0))]), 'UNSUPPORTED_IMAGE'],
  ])('is refused before it is decoded: %s', async (_, make, code) => {
    const error: unknown = await decodeImage(make()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    // What libvips refuses has its words for a cause.
    expect(String((error as Error).cause)).not.toMatch(/vips|load_buffer|image format/i);
  });

  it.each([
    ['a JPEG with a size somewhat too large', () => claiming(baseline, 320, 280)],
    ['a progressive JPEG whose scans repeat each other', () => manyScans(100)],
  ])('is refused by the decoder: %s', async (_, make) => {
    await expect(decodeImage(make())).rejects.toMatchObject({ code: 'UNSUPPORTED_IMAGE', cause: expect.objectContaining({ message: expect.stringContaining('Vips') }) });
  });

  it('has its texts left out: a PNG with one of 100 MB', async () => {
    await expect(decodeImage(withChunk('zTXt', packed(100_000_000)))).resolves.toMatchObject({ widthPx: 100, heightPx: 100 });
  });

  it('shows what every viewer shows where its header understates its size: the part that the header gives', async () => {
    const { raster } = await decodeImage(claiming(baseline, 320, 80));
    const whole = (await decodeImage(baseline)).raster;
    expect([raster.widthPx, raster.heightPx]).toEqual([320, 80]);
    // The last rows of blocks lend each other colours at their edges.
    expect(raster.data.subarray(0, 320 * 64 * 3)).toEqual(whole.data.subarray(0, 320 * 64 * 3));
  });

  it('is reduced while it is decoded, where it is large and in order', async () => {
    const file = await sharp({ create: { width: 9_000, height: 6_000, channels: 3, background: '#306090' } }).jpeg({ quality: 50 }).toBuffer();
    const { raster, widthPx, heightPx } = await decodeImage(file);
    expect([widthPx, heightPx, raster.widthPx]).toEqual([9_000, 6_000, WORKING_SIDE_PX]);
  });

  it('lets a webcam frame pass while several that are large are decoded', async () => {
    const large = await sharp({ create: { width: 5_000, height: 4_000, channels: 3, background: '#306090' } }).png({ compressionLevel: 1 }).toBuffer();
    const decoded: string[] = [];
    const note = (name: string) => (): void => { decoded.push(name); };
    const larges = Array.from({ length: 6 }, () => decodeImage(large).then(note('large')));
    await Promise.all([...larges, decodeImage(baseline).then(note('frame'))]);
    expect(decoded).toHaveLength(7);
    expect(decoded.indexOf('frame')).toBeLessThanOrEqual(1);
  });
});
