import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackageDownloadError, PackageFileMissingError, PackageIntegrityError } from '../../../../local/vision/models/errors.ts';
import { fetchPackageFiles } from '../../../../local/vision/models/fetch-package.ts';
import { type PinnedFile, type PreparationProgress, preparePinnedFiles } from '../../../../local/vision/models/pinned-files.ts';
import { localPackage, type LocalPackage, LocalRegistry } from '../../../helpers/local-package.ts';
import type { PrepareJob } from '../../../helpers/prepare-in-process.ts';

let folder: string;
let cacheDir: string;
let cats: LocalPackage;
let dogs: LocalPackage;
let birds: LocalPackage;
let registry: LocalRegistry;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'invigil-test-'));
  cacheDir = join(folder, 'cache');
  cats = await localPackage(folder, 'cats', { 'model/tom.txt': 'tom', 'model/kit.txt': 'kit' });
  dogs = await localPackage(folder, 'dogs', { 'rex.txt': 'rex' });
  birds = await localPackage(folder, 'birds', { 'jay.txt': 'jay' });
  registry = new LocalRegistry([cats, dogs, birds]);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A file whose content is its source in upper case. */
function upperCase<Name extends string>(name: Name, from: LocalPackage, source: string, recipe = 'upper case'): PinnedFile & { name: Name } {
  const build = (sources: ReadonlyMap<string, Buffer>): Buffer => Buffer.from(sources.get(source)?.toString('utf8').toUpperCase() ?? '');
  return { name, extension: '.txt', package: from.pinned, sources: [source], recipe, build };
}

const options = (onProgress?: (progress: PreparationProgress) => void): Parameters<typeof preparePinnedFiles>[1] => ({
  cacheDir,
  download: registry.download,
  onProgress,
});

describe('preparing files', () => {
  it('builds each file from its package and returns absolute paths', async () => {
    const paths = await preparePinnedFiles([upperCase('tom', cats, 'model/tom.txt'), upperCase('rex', dogs, 'rex.txt')], options());
    expect(Object.values(paths).every((path) => isAbsolute(path))).toBe(true);
    expect(await readFile(paths.tom, 'utf8')).toBe('TOM');
    expect(await readFile(paths.rex, 'utf8')).toBe('REX');
  });

  it('fetches a package once for all its files, and two packages at most at a time', async () => {
    const files = [
      upperCase('tom', cats, 'model/tom.txt'),
      upperCase('rex', dogs, 'rex.txt'),
      upperCase('kit', cats, 'model/kit.txt'),
      upperCase('jay', birds, 'jay.txt'),
    ];
    await preparePinnedFiles(files, options());
    expect(registry.requests.toSorted()).toEqual(['birds', 'cats', 'dogs']);
    expect(registry.mostAtOnce).toBeLessThanOrEqual(2);
  });

  it('fetches nothing the second time', async () => {
    const files = [upperCase('tom', cats, 'model/tom.txt')];
    const first = await preparePinnedFiles(files, options());
    registry = new LocalRegistry([]);
    expect(await preparePinnedFiles(files, options())).toEqual(first);
    expect(registry.requests).toEqual([]);
  });

  it('reports what it does and how far it is', async () => {
    const files = [upperCase('tom', cats, 'model/tom.txt')];
    const steps: PreparationProgress[] = [];
    const report = (progress: PreparationProgress): void => {
      steps.push(progress);
    };
    await preparePinnedFiles(files, options(report));
    await preparePinnedFiles(files, options(report));
    expect(steps).toEqual([
      { step: 'fetching', subject: 'cats@1.0.0', ready: 0, total: 1 },
      { step: 'fetched', subject: 'cats@1.0.0', ready: 0, total: 1 },
      { step: 'stored', subject: 'tom', ready: 1, total: 1 },
      { step: 'cached', subject: 'tom', ready: 1, total: 1 },
    ]);
  });

  it('builds anew when the recipe changes', async () => {
    const old = await preparePinnedFiles([upperCase('tom', cats, 'model/tom.txt')], options());
    const renewed = await preparePinnedFiles([upperCase('tom', cats, 'model/tom.txt', 'another')], options());
    expect(renewed.tom).not.toBe(old.tom);
    expect(registry.requests).toEqual(['cats', 'cats']);
  });

  it.each([
    ['altered', async (path: string): Promise<void> => writeFile(path, 'TIM')],
    ['cut short', async (path: string): Promise<void> => truncate(path, 1)],
    ['missing', async (path: string): Promise<void> => rm(path)],
    ['without its digest', async (path: string): Promise<void> => rm(`${path}.sha256`)],
  ])('heals a file that is %s, and only that', async (_title, damage) => {
    const files = [upperCase('tom', cats, 'model/tom.txt'), upperCase('rex', dogs, 'rex.txt')];
    const { tom } = await preparePinnedFiles(files, options());
    await damage(tom);
    const healing = new LocalRegistry([cats, dogs]);
    await preparePinnedFiles(files, { cacheDir, download: healing.download });
    expect(healing.requests).toEqual(['cats']);
    expect(await readFile(tom, 'utf8')).toBe('TOM');
  });

  it('lets several processes prepare the same file at once', async () => {
    const script = fileURLToPath(new URL('../../../helpers/prepare-in-process.ts', import.meta.url));
    const children = [0, 1, 2].map(() => fork(script, { stdio: 'ignore' }));
    try {
      const job: PrepareJob = { pinned: cats.pinned, tarball: cats.tarball, source: 'model/tom.txt', cacheDir };
      // All are up before the first starts, so that they meet.
      await Promise.all(children.map((child) => once(child, 'message')));
      const answers = children.map((child) => once(child, 'message') as Promise<[{ shared: string }]>);
      for (const child of children) child.send(job);
      const paths = (await Promise.all(answers)).map(([{ shared }]) => shared);
      const [path = ''] = paths;
      expect(new Set(paths)).toEqual(new Set([path]));
      expect(await readFile(path, 'utf8')).toBe('TOM');
      expect(await readdir(cacheDir)).toHaveLength(2);
    } finally {
      for (const child of children) child.kill();
    }
  });
});

describe('what cannot be prepared', () => {
  it('refuses a tarball that is not the pinned one by its name, and stores nothing of it', async () => {
    const forged = new LocalRegistry([{ ...cats, tarball: dogs.tarball }]);
    const preparing = preparePinnedFiles([upperCase('tom', cats, 'model/tom.txt')], { cacheDir, download: forged.download });
    await expect(preparing).rejects.toThrow(PackageIntegrityError);
    await expect(preparing).rejects.toThrow(/cats@1\.0\.0/);
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it('names a file that the package does not have', async () => {
    const preparing = preparePinnedFiles([upperCase('tim', cats, 'model/tim.txt')], options());
    await expect(preparing).rejects.toThrow(PackageFileMissingError);
    await expect(preparing).rejects.toThrow(/cats@1\.0\.0 has no file model\/tim\.txt/);
  });

  it('keeps what was ready when a later package fails, and goes on from there', async () => {
    const files = [upperCase('tom', cats, 'model/tom.txt'), upperCase('rex', dogs, 'rex.txt')];
    await expect(preparePinnedFiles(files, { cacheDir, download: new LocalRegistry([cats]).download })).rejects.toThrow('No package dogs');
    const steps: string[] = [];
    await preparePinnedFiles(files, options(({ step, subject }) => steps.push(`${step} ${subject}`)));
    expect(steps[0]).toBe('cached tom');
    expect(registry.requests).toEqual(['dogs']);
  });
});

describe('the npm client', () => {
  it('delivers a package without its dependencies', async () => {
    const pinned = { ...cats.pinned, version: `file:${cats.tarball}` };
    const files = await fetchPackageFiles(pinned, new Set(['model/tom.txt']));
    expect(Object.fromEntries([...files].map(([file, content]) => [file, content.toString('utf8')]))).toEqual({ 'model/tom.txt': 'tom' });
  });

  it('is quoted when it fails', async () => {
    const fetching = fetchPackageFiles({ ...cats.pinned, version: `file:${folder}/absent.tgz` }, new Set(['model/tom.txt']));
    await expect(fetching).rejects.toThrow(PackageDownloadError);
    await expect(fetching).rejects.toThrow(/npm could not fetch cats@file:.*absent\.tgz.*(ENOENT|no such file)/s);
  });
});
