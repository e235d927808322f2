import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { MODELS_CACHE_DIR } from '../../../../local/vision/models/cache-dirs.ts';
import { type Artifact, MANIFEST } from '../../../../local/vision/models/manifest.ts';
import { prepareModels } from '../../../../local/vision/models/prepare-models.ts';

const artifacts = Object.entries(MANIFEST) as [string, Artifact][];

describe.each(artifacts)('the entry of %s', (_name, artifact) => {
  it('pins an exact version by its SHA-512', () => {
    expect(artifact.package.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(artifact.package.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  });

  it('comes under a permissive licence', () => {
    expect(['MIT', 'Apache-2.0']).toContain(artifact.package.licence);
  });
});

it.each(artifacts.flatMap(([name, artifact]) => ('cut' in artifact ? [[name, artifact] as const] : [])))(
  'the entry of %s describes each output that it cuts',
  (_name, { cut, outputs }) => {
    expect(Object.keys(cut.outputNodes).sort()).toEqual(Object.keys(outputs).sort());
  },
);

describe('prepared models', () => {
  beforeAll(async () => {
    await prepareModels({ cacheDir: MODELS_CACHE_DIR });
  }, 15 * 60_000);

  it('need no network once they are there', async () => {
    const offline = (): Promise<never> => Promise.reject(new Error('no network'));
    const files = await prepareModels({ cacheDir: MODELS_CACHE_DIR, download: offline });
    expect(Object.keys(files).sort()).toEqual(Object.keys(MANIFEST).sort());
  });

  it('hold the 1,917 anchors of coco-ssd as boxes of growing size, the first in the top left corner', async () => {
    const { 'coco-ssd-anchors': path } = await prepareModels({ cacheDir: MODELS_CACHE_DIR });
    const bytes = await readFile(path);
    expect(bytes).toHaveLength(1917 * 4 * 4);
    const anchor = (index: number): number[] => [0, 1, 2, 3].map((side) => bytes.readFloatLE((index * 4 + side) * 4));
    const centreOf = ([top = NaN, left = NaN, bottom = NaN, right = NaN]: number[]): number[] => [(top + bottom) / 2, (left + right) / 2];
    const areaOf = ([top = NaN, left = NaN, bottom = NaN, right = NaN]: number[]): number => (bottom - top) * (right - left);
    // The finest grid has 19 cells a side; the coarsest is one cell.
    expect(centreOf(anchor(0)).every((coordinate) => Math.abs(coordinate - 0.5 / 19) < 1e-6)).toBe(true);
    expect(centreOf(anchor(1916)).every((coordinate) => Math.abs(coordinate - 0.5) < 1e-6)).toBe(true);
    expect(areaOf(anchor(1916))).toBeGreaterThan(areaOf(anchor(0)) * 10);
  });
});
