import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A build takes seconds: a temporary folder this old belongs to a process that is gone. */
const ABANDONED_AFTER_MS = 3_600_000;

/** Removes all but the most recently used folders, and what interrupted builds left behind. */
export async function pruneCache(cacheDir: string, kept: number): Promise<void> {
  const folders = await Promise.all((await readdir(cacheDir)).map(async (name) => ({ path: join(cacheDir, name), temporary: name.endsWith('.tmp'), usedMs: await lastUsedMs(join(cacheDir, name)) })));
  const abandoned = folders.filter(({ temporary, usedMs }) => temporary && usedMs < Date.now() - ABANDONED_AFTER_MS);
  const outlived = folders
    .filter(({ temporary }) => !temporary)
    .sort((a, b) => b.usedMs - a.usedMs)
    .slice(kept);
  await Promise.all([...abandoned, ...outlived].map(({ path }) => rm(path, { recursive: true, force: true })));
}

/** Now, for a folder that another process has just renamed or removed. */
async function lastUsedMs(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
}
