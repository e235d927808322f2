import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { photographs } from '../../../helpers/photographs.ts';
import { scene, type SceneName } from '../../../helpers/scenes.ts';

beforeAll(async () => {
  await photographs();
}, 15 * 60_000);

it('test photographs are whole JPEG files', async () => {
  const sizes = await Promise.all(
    Object.entries(await photographs()).map(async ([name, path]) => {
      const { info } = await sharp(path, { failOn: 'warning' }).raw().toBuffer({ resolveWithObject: true });
      return [name, [info.width, info.height]] as const;
    }),
  );
  expect(Object.fromEntries(sizes)).toEqual({
    sample1: [1920, 1280],
    sample2: [1920, 1367],
    sample3: [1920, 1350],
    sample4: [1920, 1448],
    sample5: [1920, 1398],
    sample6: [1920, 1537],
    montage: [1280, 1158],
  });
});

describe('a scene', () => {
  it.each<[SceneName, number, number]>([
    ['personA', 530, 670],
    ['personWithPhone', 860, 640],
    ['group', 1920, 1537],
    ['nobody', 480, 260],
  ])('%s is a JPEG of its size, the same bytes every time', async (name, widthPx, heightPx) => {
    const [first, second] = await Promise.all([scene(name), scene(name)]);
    const { format, width, height } = await sharp(first).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: widthPx, height: heightPx });
    expect(Buffer.compare(first, second)).toBe(0);
  });
});
