import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/**
 * SHA-256, in hex, over the names and contents of everything that a build depends on, the version of Node among it. The inputs are files and folders relative
 * to the project, but for the folders that are excluded; what is missing counts as absent. The lock file is the nearest one from the project upwards, as the CDK's bundling looks for it.
 */
export async function hashInputs(projectDir: string, inputs: readonly string[], excluded: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  const excludedDirs = excluded.map((dir) => join(projectDir, dir, sep));
  const files = (await Promise.all(inputs.map((input) => filesBelow(join(projectDir, input))))).flat().filter((file) => !excludedDirs.some((dir) => file.startsWith(dir))).sort();
  for (const file of files) hash.update(`\0${relative(projectDir, file)}\0`).update(createHash('sha256').update(await readFile(file)).digest());
  return hash.update(await nearestLockFile(projectDir)).digest('hex');
}

/** The path itself when it is a file, every file below it when it is a folder, nothing when it is not there. */
async function filesBelow(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

async function nearestLockFile(dir: string): Promise<Buffer> {
  try {
    return await readFile(join(dir, 'package-lock.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return dirname(dir) === dir ? Buffer.alloc(0) : nearestLockFile(dirname(dir));
  }
}
