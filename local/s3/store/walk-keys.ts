import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing, keyOfFile } from './object-files.ts';

interface Entry {
  /** Of a folder with a slash at its end. */
  key: string;
  isFolder: boolean;
}

/**
 * The keys below a bucket's folder in the order of S3, which is that of their UTF-8 bytes. What comes and goes meanwhile may be among
 * them or not.
 *
 * @param mayHold whether a folder, as a key with a slash at its end, may hold a key that is wanted; else it is not read
 */
export async function* walkKeys(bucketPath: string, mayHold: (folder: string) => boolean, folder = ''): AsyncGenerator<string> {
  for (const { key, isFolder } of await entriesOf(bucketPath, folder)) {
    if (!isFolder) yield key;
    else if (mayHold(key)) yield* walkKeys(bucketPath, mayHold, key);
  }
}

async function entriesOf(bucketPath: string, folder: string): Promise<Entry[]> {
  const found = await readdir(join(bucketPath, folder), { withFileTypes: true }).catch((error: unknown): Dirent[] => {
    // An emptied folder is removed.
    if (isMissing(error)) return [];
    throw error;
  });
  const entries = found.flatMap((entry): Entry[] => {
    if (entry.isDirectory()) return entry.name.startsWith('._S3rver_') ? [] : [{ key: `${folder}${entry.name}/`, isFolder: true }];
    const name = keyOfFile(entry.name);
    return name === null ? [] : [{ key: folder + name, isFolder: false }];
  });
  return entries.map((entry) => ({ entry, bytes: Buffer.from(entry.key) })).sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ entry }) => entry);
}

/** Whether a key comes after another in the order of S3. */
export function isAfter(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;
}
