import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { CHANGED_PICTURE_BITS, differingBits, SAME_PICTURE_BITS } from '../../../domain/incidents/pictures.ts';
import { fingerprintOf } from '../../../functions/shared/image/fingerprint.ts';
import { cameraPixels, moveMiddle, toJpeg, withNoise } from '../../helpers/camera-frames.ts';
import { handBuiltPng } from '../../helpers/hand-built-png.ts';
import { ARITHMETIC_JPEG, YCCK_JPEG } from '../../helpers/rare-jpegs.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';

const SITTING: SceneName[] = ['personA', 'personD', 'personAElsewhere', 'personInProfile'];

interface CameraFrame {
  pixels: Buffer;
  jpeg: Buffer;
  fingerprint: string;
}

const frames = new Map<SceneName, CameraFrame>();
beforeAll(async () => {
  for (const name of SITTING) {
    const pixels = withNoise(await cameraPixels(await scene(name)), 1.5, 1);
    const jpeg = await toJpeg(pixels);
    frames.set(name, { pixels, jpeg, fingerprint: fingerprintOf(jpeg, 'jpeg') ?? '' });
  }
});

/** In how many bits each frame differs from what is made of it. */
async function bitsAfter(change: (frame: CameraFrame) => Promise<Buffer>, format: 'jpeg' | 'png' = 'jpeg'): Promise<number[]> {
  return Promise.all([...frames.values()].map(async (frame) => differingBits(frame.fingerprint, fingerprintOf(await change(frame), format) ?? '')));
}

describe('a fingerprint', () => {
  it('is 43 characters, and the same for the same file', () => {
    const { jpeg, fingerprint } = frames.get('personA') ?? { jpeg: Buffer.alloc(0), fingerprint: '' };
    expect(fingerprint).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(fingerprintOf(Buffer.from(jpeg), 'jpeg')).toBe(fingerprint);
  });

  it.each([
    ['written as PNG, with transparency', async (jpeg: Buffer) => sharp(jpeg).ensureAlpha().png().toBuffer(), 'png'],
    ['encoded again, progressively', async (jpeg: Buffer) => sharp(jpeg).jpeg({ quality: 90, progressive: true }).toBuffer(), 'jpeg'],
    ['encoded again at the same quality', async (jpeg: Buffer) => sharp(jpeg).jpeg({ quality: 85 }).toBuffer(), 'jpeg'],
    ['encoded again at 75', async (jpeg: Buffer) => sharp(jpeg).jpeg({ quality: 75 }).toBuffer(), 'jpeg'],
    ['made three quarters as large', async (jpeg: Buffer) => sharp(jpeg).resize(480).jpeg({ quality: 85 }).toBuffer(), 'jpeg'],
  ] as const)('is that of the same picture when it is %s', async (_, again, format) => {
    const bits = await bitsAfter(async ({ jpeg }) => again(jpeg), format);
    expect(Math.max(...bits)).toBeLessThanOrEqual(SAME_PICTURE_BITS);
  });

  it('does not depend on how a PNG is filtered', async () => {
    const [filtered, plain] = await Promise.all([true, false].map(async (adaptiveFiltering) => sharp(await scene('personB')).png({ adaptiveFiltering }).toBuffer()));
    expect(filtered?.equals(plain ?? filtered)).toBe(false);
    expect(fingerprintOf(filtered ?? Buffer.alloc(0), 'png')).toBe(fingerprintOf(plain ?? Buffer.alloc(0), 'png'));
  });

  it('is made of inks too', () => {
    expect(fingerprintOf(YCCK_JPEG, 'jpeg')).toHaveLength(43);
  });

  it('is another one when whoever sits there moves by two pixels, and noise is noise', async () => {
    const bits = await bitsAfter(async ({ pixels }) => toJpeg(withNoise(moveMiddle(pixels, 2), 1.5, 2)));
    expect(Math.min(...bits)).toBeGreaterThan(SAME_PICTURE_BITS);
  });

  it('has clearly changed with six pixels, but not by noise alone', async () => {
    const moved = await bitsAfter(async ({ pixels }) => toJpeg(withNoise(moveMiddle(pixels, 6), 1.5, 2)));
    expect(Math.min(...moved)).toBeGreaterThanOrEqual(CHANGED_PICTURE_BITS);
    const still = await bitsAfter(async ({ pixels }) => toJpeg(withNoise(pixels, 1.5, 2)));
    expect(Math.max(...still)).toBeLessThan(CHANGED_PICTURE_BITS);
  });

  it('of different people differs by some half of the bits', () => {
    const fingerprints = [...frames.values()].map(({ fingerprint }) => fingerprint);
    const bits = fingerprints.flatMap((a, index) => fingerprints.slice(index + 1).map((b) => differingBits(a, b)));
    expect(Math.min(...bits)).toBeGreaterThan(80);
    expect(Math.max(...bits)).toBeLessThan(176);
  });
});

describe('there is no fingerprint of', () => {
  it('a picture of one colour', async () => {
    expect(fingerprintOf(await sharp({ create: { width: 320, height: 240, channels: 3, background: { r: 0, g: 0, b: 0 } } }).jpeg().toBuffer(), 'jpeg')).toBeNull();
  });

  it.each(['jpeg', 'png'] as const)('a %s beyond full HD', async (format) => {
    const noise = sharp({ create: { width: 1_921, height: 1_081, channels: 3, background: { r: 90, g: 90, b: 90 }, noise: { type: 'gaussian', mean: 128, sigma: 30 } } });
    expect(fingerprintOf(await noise.clone().toFormat(format).toBuffer(), format)).toBeNull();
    expect(fingerprintOf(await noise.resize(1_920, 1_080).toFormat(format).toBuffer(), format)).not.toBeNull();
  });

  it('a PNG with a palette or interlaced, which no camera’s page sends', async () => {
    const { jpeg } = frames.get('personA') ?? { jpeg: Buffer.alloc(0) };
    expect(fingerprintOf(await sharp(jpeg).png({ palette: true }).toBuffer(), 'png')).toBeNull();
    expect(fingerprintOf(await sharp(jpeg).png({ progressive: true }).toBuffer(), 'png')).toBeNull();
  });

  it('a JPEG in arithmetic code', () => {
    expect(fingerprintOf(ARITHMETIC_JPEG, 'jpeg')).toBeNull();
  });

  it('a PNG whose data are more, or fewer, than its header says: they are inflated no further', () => {
    const grey = { widthPx: 80, heightPx: 80, colourType: 0 };
    const striped = Buffer.from(Uint8Array.from({ length: 80 * 81 }, (_, index) => (index % 81 === 0 ? 0 : (index * 7) % 256)));
    expect(fingerprintOf(handBuiltPng({ ...grey, rows: striped }), 'png')).toHaveLength(43);
    expect(fingerprintOf(handBuiltPng({ ...grey, rows: Buffer.concat([striped, Buffer.alloc(50_000_000)]) }), 'png')).toBeNull();
    expect(fingerprintOf(handBuiltPng({ ...grey, rows: striped.subarray(81) }), 'png')).toBeNull();
  });

  it('a JPEG with more scans than anybody needs', async () => {
    const { jpeg } = frames.get('personA') ?? { jpeg: Buffer.alloc(0) };
    const progressive = await sharp(jpeg).resize(1_280, 720, { fit: 'cover' }).jpeg({ progressive: true }).toBuffer();
    const lastScan = progressive.subarray(progressive.lastIndexOf(Buffer.of(0xff, 0xda)), -2);
    const repeated = Buffer.concat([progressive.subarray(0, -2), ...Array.from({ length: 40 }, () => lastScan), progressive.subarray(-2)]);
    expect(fingerprintOf(progressive, 'jpeg')).toHaveLength(43);
    expect(fingerprintOf(repeated, 'jpeg')).toBeNull();
  });
});
