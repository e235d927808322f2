import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Vision } from '../../../local/vision/vision.ts';
import { createVision } from '../../../local/vision/create-vision.ts';
import { MODELS_CACHE_DIR } from '../../../local/vision/models/cache-dirs.ts';
import { prepareModels } from '../../../local/vision/models/prepare-models.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { scene } from '../../helpers/scenes.ts';
import { startVision } from '../../helpers/start-vision.ts';

describe('the engine under load', () => {
  let vision: Vision;
  beforeAll(async () => {
    vision = await startVision({ maxPending: 3 });
  });
  afterAll(() => vision.close());

  it('refuses what exceeds its queue at once, and serves again afterwards', async () => {
    const image = await scene('personA');
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => vision.detectFaces(image)));
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(3);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'VISION_OVERLOADED' });
    expect((await vision.detectFaces(image)).faces).toHaveLength(1);
  });

  it('leaves the event loop free while it works', async () => {
    const image = await scene('group');
    let turns = 0;
    let longestGapMs = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longestGapMs = Math.max(longestGapMs, performance.now() - last);
      last = performance.now();
      turns += 1;
    }, 5);
    const startedAt = performance.now();
    await Promise.all([vision.detectFaces(image), vision.detectObjects(image), vision.detectModeration(image)]);
    const tookMs = performance.now() - startedAt;
    clearInterval(beat);
    expect(turns).toBeGreaterThan(3);
    expect(longestGapMs).toBeLessThan(tookMs / 2);
  });

  it('answers the same for the same image, analysed anew or not', async () => {
    const image = await scene('twoPeople');
    const again = Buffer.concat([image]);
    expect(await vision.detectObjects(image)).toEqual(await vision.detectObjects(again));
    const other = await startVision({ cache: { maxImages: 1, maxBytes: 1 } });
    try {
      expect(await other.detectObjects(image)).toEqual(await vision.detectObjects(image));
    } finally {
      await other.close();
    }
  });

  it('does not remember the failure of a broken image, nor count it as pending', async () => {
    for (let time = 0; time < 5; time += 1) await expect(vision.detectFaces(Buffer.from('broken'))).rejects.toMatchObject({ code: 'UNSUPPORTED_IMAGE' });
  });

  it('refuses an embedding of a face that is not there', async () => {
    await expect(vision.embedFaces(await scene('nobody'), [0])).rejects.toThrow(RangeError);
  });
});

describe('the mode fast', () => {
  let vision: Vision;
  beforeAll(async () => {
    vision = await startVision({ mode: 'fast' });
  });
  afterAll(() => vision.close());

  it('says which detectors it does without', () => {
    expect(vision.modelVersions.objects).toMatch(/^centernet-[0-9a-f]{8}\+coco-ssd-[0-9a-f]{8}$/);
  });

  it.each([
    ['personA', 'person', 1],
    ['twoPeople', 'person', 2],
    ['nobody', 'person', 0],
    ['personWithPhone', 'cell phone', 1],
    ['personE', 'cell phone', 0],
  ] as const)('is as sure of what is plainly seen: %s, %s: %i', async (name, object, count) => {
    const sure = (await vision.detectObjects(await scene(name))).filter((found) => found.name === object && found.confidencePercent >= 85);
    expect(sure).toHaveLength(count);
  });
});

describe('the engine at its ends', () => {
  it('fails to start, rather than later, when a model is missing or no model', async () => {
    await using folder = await createDataFolder();
    const noModel = join(folder.path, 'moderation.onnx');
    await writeFile(noModel, 'no model');
    const modelFiles = await prepareModels({ cacheDir: MODELS_CACHE_DIR });
    await expect(createVision({ modelFiles: { ...modelFiles, 'face-mesh': join(folder.path, 'face-mesh.onnx') } })).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(createVision({ modelFiles: { ...modelFiles, 'nsfw-mobilenet-v2-mid': noModel }, threads: 2 })).rejects.toMatchObject({ code: 'VISION_WORKER_FAILED' });
  });

  it('answers what is under way with an error when it is closed, and takes nothing on', async () => {
    const vision = await startVision();
    const image = await scene('personB');
    const underWay = vision.detectObjects(image);
    const refusal = expect(underWay).rejects.toMatchObject({ code: 'VISION_CLOSED' });
    // Only once it is decoded is it under way.
    await vision.detectFaces(image);
    await vision.close();
    await refusal;
    await expect(vision.detectFaces(image)).rejects.toMatchObject({ code: 'VISION_CLOSED' });
  });
});
