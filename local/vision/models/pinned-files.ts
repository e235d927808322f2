import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { type DownloadPackage, fetchPackageFiles } from './fetch-package.ts';
import { type PinnedPackage, packageSpec } from './packages.ts';
import { findStoredFile, storeFile } from './stored-file.ts';

/** A file that is made, always in the same way, from files of a pinned package. */
export interface PinnedFile {
  readonly name: string;
  /** With the dot. */
  readonly extension: string;
  readonly package: PinnedPackage;
  /** Paths in the package. */
  readonly sources: readonly string[];
  /** Names the way `build` works: another recipe makes another file. */
  readonly recipe: string;
  readonly build: (sources: ReadonlyMap<string, Buffer>) => Uint8Array;
}

/** `fetching` and `fetched` name a package (`name@version`), the others a file. */
export interface PreparationProgress {
  readonly step: 'cached' | 'fetching' | 'fetched' | 'stored';
  readonly subject: string;
  /** Files ready so far, and in all. */
  readonly ready: number;
  readonly total: number;
}

export interface PrepareOptions {
  /** The folder that holds the files; made if it is not there. */
  readonly cacheDir: string;
  readonly onProgress?: ((progress: PreparationProgress) => void) | undefined;
  /** Takes the place of the npm client in tests of failure. */
  readonly download?: DownloadPackage | undefined;
}

/** More would only share the same line. */
const PACKAGES_AT_ONCE = 2;

/**
 * Makes sure that every file lies in the cache whole, and returns their absolute paths by name. What is missing or damaged is made
 * anew from its package; each package is fetched once; nothing is fetched when all is there. Several processes may do this at once:
 * files appear whole or not at all, and every process makes the same bytes.
 *
 * @throws PackageDownloadError, PackageIntegrityError, PackageFileMissingError, and what `build` throws
 */
export async function preparePinnedFiles<Name extends string>(
  pinnedFiles: readonly (PinnedFile & { readonly name: Name })[],
  { cacheDir, onProgress, download }: PrepareOptions,
): Promise<Readonly<Record<Name, string>>> {
  await mkdir(cacheDir, { recursive: true });
  const paths = new Map<string, string>();
  const report = (step: PreparationProgress['step'], subject: string): void => {
    onProgress?.({ step, subject, ready: paths.size, total: pinnedFiles.length });
  };

  const missing: PinnedFile[] = [];
  for (const pinned of pinnedFiles) {
    const path = await findStoredFile(cacheDir, storedName(pinned));
    if (path === null) {
      missing.push(pinned);
    } else {
      paths.set(pinned.name, path);
      report('cached', pinned.name);
    }
  }

  const waiting = [...Map.groupBy(missing, (pinned) => packageSpec(pinned.package)).entries()];
  const takePackages = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [spec, files] = next;
      const [first] = files;
      if (first === undefined) continue;
      report('fetching', spec);
      const sources = await fetchPackageFiles(first.package, new Set(files.flatMap((file) => file.sources)), download);
      report('fetched', spec);
      for (const pinned of files) {
        paths.set(pinned.name, await storeFile(cacheDir, storedName(pinned), pinned.build(sources)));
        report('stored', pinned.name);
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: PACKAGES_AT_ONCE }, takePackages));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return Object.fromEntries(paths) as Record<Name, string>;
}

/** Named by everything that decides the content: a changed pin or recipe never meets an old file. */
function storedName({ name, extension, package: { integrity }, sources, recipe }: PinnedFile): string {
  const key = createHash('sha256').update(JSON.stringify([integrity, sources, recipe])).digest('hex').slice(0, 16);
  return `${name}-${key}${extension}`;
}
