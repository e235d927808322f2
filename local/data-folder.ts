import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockDataFolder } from './data-lock.ts';
import { SettingsError } from './settings.ts';

/** Tells a data folder of Invigil from any other folder. */
const MARKER = '.invigil-data';

/**
 * Makes the data folder ready for this process alone, emptied first when `reset`.
 * @throws SettingsError when the folder holds something, but not Invigil's data: it would be written over, or deleted
 * @throws DataFolderInUseError when another instance uses it
 */
export async function prepareDataFolder(dataDir: string, { reset }: { reset: boolean }): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const entries = await readdir(dataDir);
  if (entries.length > 0 && !existsSync(join(dataDir, MARKER))) {
    throw new SettingsError(`${dataDir} holds other files than Invigil's. Give it a folder of its own with INVIGIL_DATA.`);
  }
  await lockDataFolder(dataDir);
  // Faces are nobody else's on this machine, whoever made the folder.
  await chmod(dataDir, 0o700);
  await writeFile(join(dataDir, MARKER), 'The data of an Invigil instance.\n');
  // The marker stays: a reset that is cut off can be repeated.
  if (reset) await Promise.all(entries.filter((entry) => entry !== MARKER).map((entry) => rm(join(dataDir, entry), { recursive: true, force: true })));
}
