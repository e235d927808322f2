import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create } from 'tar';
import type { DownloadPackage } from '../../local/vision/models/fetch-package.ts';
import type { PinnedPackage } from '../../local/vision/models/packages.ts';

/** A tarball as `npm pack` makes it, and the pin that fits. */
export interface LocalPackage {
  readonly pinned: PinnedPackage;
  readonly tarball: string;
}

/** Packs files into a tarball in a new folder below `folder`. */
export async function localPackage(folder: string, name: string, files: Readonly<Record<string, string>>): Promise<LocalPackage> {
  const home = await mkdtemp(join(folder, 'package-'));
  const manifest = JSON.stringify({ name, version: '1.0.0' });
  for (const [file, content] of Object.entries({ 'package.json': manifest, ...files })) {
    const path = join(home, 'package', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const tarball = join(home, `${name}-1.0.0.tgz`);
  await create({ gzip: true, file: tarball, cwd: home }, ['package']);
  const digest = createHash('sha512').update(await readFile(tarball)).digest('base64');
  return { pinned: { name, version: '1.0.0', integrity: `sha512-${digest}`, licence: 'MIT' }, tarball };
}

/** Delivers local packages as a registry would, and says what it was asked for. */
export class LocalRegistry {
  readonly requests: string[] = [];
  /** The most downloads that were under way at one time. */
  mostAtOnce = 0;
  #underWay = 0;
  readonly #tarballs: ReadonlyMap<string, string>;

  constructor(packages: readonly LocalPackage[]) {
    this.#tarballs = new Map(packages.map(({ pinned, tarball }) => [pinned.name, tarball]));
  }

  readonly download: DownloadPackage = async ({ name }, folder) => {
    this.requests.push(name);
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    try {
      const tarball = this.#tarballs.get(name);
      if (tarball === undefined) throw new Error(`No package ${name}`);
      const copy = join(folder, 'copy.tgz');
      await copyFile(tarball, copy);
      return copy;
    } finally {
      this.#underWay -= 1;
    }
  };
}
