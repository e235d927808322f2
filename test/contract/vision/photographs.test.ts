import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { similarityPercent } from '../../../local/vision/faces/similarity.ts';
import type { DetectedObject, Vision } from '../../../local/vision/vision.ts';
import { photographs, type PhotographName } from '../../helpers/photographs.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { startVision } from '../../helpers/start-vision.ts';

/** The product's default: what is less sure than this is not counted. */
const CERTAIN_PERCENT = 85;

const certain = (objects: readonly DetectedObject[], name: string) => objects.filter((object) => object.name === name && object.confidencePercent >= CERTAIN_PERCENT);

describe('real photographs', () => {
  let vision: Vision;
  beforeAll(async () => {
    vision = await startVision();
  });
  afterAll(() => vision.close());

  const photograph = async (name: PhotographName) => readFile((await photographs())[name]);

  // Counted by eye.
  it.each([
    ['sample1', 3],
    ['sample2', 3],
    ['sample3', 3],
    ['sample4', 4],
    ['sample5', 5],
    ['sample6', 4],
  ] as const)('%s shows %d people and as many faces', async (name, count) => {
    const image = await photograph(name);
    expect((await vision.detectFaces(image)).faces).toHaveLength(count);
    expect(certain(await vision.detectObjects(image), 'person')).toHaveLength(count);
  });

  it.each(['personA', 'personAElsewhere', 'personB', 'personC', 'personD', 'personE', 'personF', 'personWithPhone'] as const)('%s is one person with one face', async (name) => {
    const image = await scene(name);
    expect((await vision.detectFaces(image)).faces).toHaveLength(1);
    const people = certain(await vision.detectObjects(image), 'person');
    expect(people).toHaveLength(1);
    expect(people[0]?.confidencePercent).toBeGreaterThan(95);
  });

  it('two people side by side are two', async () => {
    const image = await scene('twoPeople');
    expect((await vision.detectFaces(image)).faces).toHaveLength(2);
    expect(certain(await vision.detectObjects(image), 'person')).toHaveLength(2);
  });

  it.each(['nobody', 'nobodyBright', 'phone', 'wineGlass', 'cup'] as const)('%s shows no person and no face', async (name) => {
    const image = await scene(name);
    expect((await vision.detectFaces(image)).faces).toEqual([]);
    expect(certain(await vision.detectObjects(image), 'person')).toEqual([]);
  });

  it.each([
    ['phone', 'cell phone'],
    ['personWithPhone', 'cell phone'],
    ['personInProfile', 'cell phone'],
    ['wineGlass', 'wine glass'],
  ] as const)('%s shows one %s', async (name, object) => {
    expect(certain(await vision.detectObjects(await scene(name)), object)).toHaveLength(1);
  });

  it.each(['personA', 'personB', 'personD', 'personE', 'nobody', 'group'] as const)('%s shows no phone', async (name) => {
    expect(certain(await vision.detectObjects(await scene(name)), 'cell phone')).toEqual([]);
  });

  it('recognises a person on another photograph and tells six people apart', async () => {
    const embedding = async (name: SceneName) => (await vision.embedFaces(await scene(name), [0]))[0] ?? new Float32Array();
    const similarity = (a: Float32Array, b: Float32Array) => similarityPercent(a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0));
    const known = await embedding('personA');
    expect(Math.hypot(...known)).toBeCloseTo(1, 4);
    expect(similarity(known, await embedding('personAElsewhere'))).toBeGreaterThan(95);
    for (const other of ['personB', 'personC', 'personD', 'personE', 'personF'] as const) expect(similarity(known, await embedding(other))).toBeLessThan(80);
  });

  it('boxes faces around their landmarks', async () => {
    const { faces, widthPx, heightPx } = await vision.detectFaces(await photograph('sample5'));
    expect([widthPx, heightPx]).toEqual([1920, 1398]);
    expect(faces.length).toBeGreaterThan(1);
    for (const { box, landmarks } of faces) {
      for (const { x, y } of landmarks.values()) {
        expect(x).toBeGreaterThan(box.left - 0.02);
        expect(x).toBeLessThan(box.left + box.width + 0.02);
        expect(y).toBeGreaterThan(box.top);
        expect(y).toBeLessThan(box.top + box.height + 0.02);
      }
    }
  });

  it('sees the same on a mirrored photograph, left and right exchanged', async () => {
    const image = await scene('personE');
    const [face] = (await vision.detectFaces(image)).faces;
    const [mirrored] = (await vision.detectFaces(await sharp(image).flop().jpeg({ quality: 95 }).toBuffer())).faces;
    expect(mirrored?.pose.yawDegrees).toBeCloseTo(-(face?.pose.yawDegrees ?? NaN), -1);
    expect(mirrored?.eyeDirection.yawDegrees).toBeCloseTo(-(face?.eyeDirection.yawDegrees ?? NaN), -1);
    expect((mirrored?.box.left ?? NaN) + (mirrored?.box.width ?? NaN)).toBeCloseTo(1 - (face?.box.left ?? NaN), 1);
  });

  it('takes a covered face for a covered one', async () => {
    const image = await scene('personA');
    const open = (await vision.detectFaces(image)).faces[0];
    const mouth = open?.landmarks.get('mouthUp');
    const [widthPx, heightPx] = [530, 670];
    const patch = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#b08868' } }).png().toBuffer();
    const covered = await sharp(image)
      .composite([{ input: patch, left: Math.round((mouth?.x ?? 0) * widthPx) - 150, top: Math.round((mouth?.y ?? 0) * heightPx) - 150 }])
      .jpeg()
      .toBuffer();
    expect(open?.occluded).toBeLessThan(0.3);
    expect((await vision.detectFaces(covered)).faces[0]?.occluded ?? 1).toBeGreaterThan(0.6);
  });

  it('finds a dark or blurred face less bright or less sharp', async () => {
    const image = await scene('personA');
    const quality = async (bytes: Buffer) => (await vision.detectFaces(bytes)).faces[0]?.quality ?? { brightnessPercent: NaN, sharpnessPercent: NaN };
    const plain = await quality(image);
    expect((await quality(await sharp(image).linear(0.4, 0).jpeg().toBuffer())).brightnessPercent).toBeLessThan(plain.brightnessPercent * 0.5);
    expect((await quality(await sharp(image).blur(12).jpeg().toBuffer())).sharpnessPercent).toBeLessThan(plain.sharpnessPercent * 0.5);
  });

  it('tells open eyes from closed ones', async () => {
    const open = (await vision.detectFaces(await photograph('sample6'))).faces;
    expect(open.every((face) => face.eyesOpen > 0.5)).toBe(true);
    // In sample1 the woman in the middle casts her eyes down.
    const [, lookingDown] = (await vision.detectFaces(await photograph('sample1'))).faces.toSorted((a, b) => a.box.left - b.box.left);
    expect(lookingDown?.eyesOpen).toBeLessThan(0.1);
  });

  // The first network alone takes the cup in a hand for nudity (0.92), the second one the profile and person D (0.72).
  it.each(['personA', 'personB', 'personD', 'personInProfile', 'cup'] as const)('finds %s harmless', async (name) => {
    const scores = await vision.detectModeration(await scene(name));
    expect(scores.porn + scores.hentai).toBeLessThan(0.5);
    expect(Object.values(scores).reduce((sum: number, score: number) => sum + score, 0)).toBeCloseTo(1, 3);
  });
});
