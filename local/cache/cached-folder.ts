import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pruneCache } from './prune-cache.ts';

export interface CachedFolderProps {
  /** One folder for each state of the sources is kept here. */
  cacheDir: string;
  /** Of the sources, in hex; see `hashInputs`. */
  inputHash: string;
  /** A file that every complete build has. */
  marker: string;
  /** How many builds are kept, for switching back and forth and for other instances that still run from theirs. */
  kept: number;
  /** Writes the build into a folder that is not there yet. */
  build: (outputDir: string) => Promise<void>;
}

/**
 * The folder of what is built from sources: at once when these very sources were built before, else by building them. Processes that do so at the same time
 * do not disturb one another.
 */
export async function cachedFolder({ cacheDir, inputHash, marker, kept, build }: CachedFolderProps): Promise<string> {
  const folder = join(cacheDir, inputHash.slice(0, 32));
  if (await exists(join(folder, marker))) {
    const now = new Date();
    await utimes(folder, now, now);
    return folder;
  }
  await mkdir(cacheDir, { recursive: true });
  const temporaryDir = `${folder}.${randomUUID()}.tmp`;
  try {
    await build(temporaryDir);
    await rename(temporaryDir, folder);
  } catch (error) {
    await rm(temporaryDir, { recursive: true, force: true });
    // Another process was faster with the same sources: its build is as good as ours.
    if (!(await exists(join(folder, marker)))) throw error;
  }
  await pruneCache(cacheDir, kept);
  return folder;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
