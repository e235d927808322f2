import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { MODELS_CACHE_DIR } from '../../../local/vision/models/cache-dirs.ts';
import { prepareModels } from '../../../local/vision/models/prepare-models.ts';
import type { DetectedFace } from '../../../local/vision/faces/detected-face.ts';
import type { FaceTrait } from '../../../local/vision/faces/face-traits.ts';
import { createVision } from '../../../local/vision/create-vision.ts';
import type { Vision } from '../../../local/vision/vision.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { startVision } from '../../helpers/start-vision.ts';

describe('a face on a photograph', () => {
  let vision: Vision;
  beforeAll(async () => {
    vision = await startVision();
  });
  afterAll(() => vision.close());

  const largest = async (image: Buffer, traits?: readonly FaceTrait[]): Promise<DetectedFace> => {
    const [face] = (await vision.detectFaces(image, traits)).faces;
    if (!face) throw new Error('No face was found');
    return face;
  };

  it.each(['personA', 'personD', 'personE'] as const)('of %s keeps its pitch in a mirror, and turns and tilts the other way', async (name) => {
    const image = await scene(name);
    const { pose } = await largest(image);
    const { pose: mirrored } = await largest(await sharp(image).flop().png().toBuffer());
    expect(Math.abs(mirrored.yawDegrees + pose.yawDegrees)).toBeLessThan(6);
    expect(Math.abs(mirrored.pitchDegrees - pose.pitchDegrees)).toBeLessThan(6);
    expect(Math.abs(mirrored.rollDegrees + pose.rollDegrees)).toBeLessThan(4);
  });

  it('rolls with the picture', async () => {
    const image = await scene('personE');
    const { pose } = await largest(image);
    const { pose: turned } = await largest(await sharp(image).rotate(12, { background: '#808080' }).png().toBuffer());
    expect(turned.rollDegrees - pose.rollDegrees).toBeGreaterThan(7);
    expect(turned.rollDegrees - pose.rollDegrees).toBeLessThan(16);
    expect(Math.abs(turned.yawDegrees - pose.yawDegrees)).toBeLessThan(8);
  });

  it('has open eyes in the dark too', async () => {
    const dark = await sharp(await scene('personE')).linear(0.25, 0).jpeg({ quality: 95 }).toBuffer();
    const face = await largest(dark);
    expect(face.quality.brightnessPercent).toBeLessThan(20);
    expect(face.eyesOpen).toBeGreaterThan(0.7);
  });

  it('is found when a bystander leans into the frame by two thirds of it', async () => {
    const image = sharp(await scene('personE'));
    const { box } = await largest(await image.clone().png().toBuffer());
    const { width, height } = await image.metadata();
    const visiblePx = Math.round((box.left + 0.67 * box.width) * width);
    const { faces } = await vision.detectFaces(await image.extract({ left: 0, top: 0, width: visiblePx, height }).png().toBuffer());
    expect(faces).toHaveLength(1);
  });

  it('has the traits that were asked for and no other', async () => {
    const image = await scene('personB');
    const traitsOf = async (traits?: readonly FaceTrait[]): Promise<string[]> => {
      const face = await largest(image, traits);
      return (['smiling', 'emotions', 'ageYears', 'male'] as const).filter((trait) => face[trait] !== undefined);
    };
    expect(await traitsOf()).toEqual([]);
    expect(await traitsOf(['smiling'])).toEqual(['smiling']);
    expect(await traitsOf(['ageYears', 'emotions'])).toEqual(['emotions', 'ageYears']);
    expect(await traitsOf()).toEqual([]);
  });

  // Seen by eye: A, E and F smile with their teeth, all are grown women of less than middle age.
  it.each(['personA', 'personE', 'personF'] as const)('of %s smiles and looks like a young woman', async (name: SceneName) => {
    const face = await largest(await scene(name), ['smiling', 'emotions', 'ageYears', 'male']);
    expect(face.smiling).toBeGreaterThan(0.8);
    expect(face.male).toBeLessThan(0.3);
    expect(face.ageYears).toBeGreaterThan(15);
    expect(face.ageYears).toBeLessThan(45);
    const emotions = Object.values(face.emotions ?? {});
    expect(emotions.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 4);
    expect(face.emotions?.happy).toBe(Math.max(...emotions));
  });
});

describe('models of traits', () => {
  it('are not loaded before somebody asks: a missing one is missed by who asks alone', async () => {
    const modelFiles = await prepareModels({ cacheDir: MODELS_CACHE_DIR });
    const nowhere = '/nonexistent/model.onnx';
    const vision = await createVision({ modelFiles: { ...modelFiles, emotion: nowhere, 'age-gender': nowhere }, threads: 1 });
    try {
      const image = await scene('personB');
      expect((await vision.detectFaces(image)).faces).toHaveLength(1);
      await expect(vision.detectFaces(image, ['smiling'])).rejects.toMatchObject({ code: 'VISION_WORKER_FAILED' });
      await expect(vision.detectFaces(image, ['male'])).rejects.toMatchObject({ code: 'VISION_WORKER_FAILED' });
      // Nobody is there whose traits would need a model.
      expect((await vision.detectFaces(await scene('nobody'), ['smiling', 'male'])).faces).toEqual([]);
      expect((await vision.detectFaces(image)).faces).toHaveLength(1);
    } finally {
      await vision.close();
    }
  });
});
