import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CACHE_DIR } from '../../../local/settings.ts';

const FILES = ['package.json', 'package-lock.json'] as const;
const INSTALLED = 'installed';

/** Installs what we compare with into the cache, as locked beside this file, by the npm client: no dependency of ours. Resolves to its folder. */
export async function installPeers(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(import.meta.dirname, 'package-lock.json'))).digest('hex').slice(0, 16);
  const folder = join(CACHE_DIR, 'bench-peers', hash);
  const installed = await stat(join(folder, INSTALLED)).then(() => true, () => false);
  if (installed) return folder;
  await mkdir(folder, { recursive: true });
  for (const file of FILES) await copyFile(join(import.meta.dirname, file), join(folder, file));
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  await writeFile(join(folder, INSTALLED), '');
  return folder;
}
