import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EvaluationInputError } from '../errors.ts';

const PHOTO = /\.(?:jpe?g|png)$/i;

/** The names in a folder, each kind in the order of the alphabet, hidden ones left out. */
export interface FolderListing {
  readonly photos: readonly string[];
  readonly folders: readonly string[];
  readonly others: readonly string[];
}

/** @throws EvaluationInputError */
export async function listFolder(path: string): Promise<FolderListing> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw new EvaluationInputError(`${path} is no folder that can be read.`, { cause });
  });
  const listing = { photos: [] as string[], folders: [] as string[], others: [] as string[] };
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    // A link counts as what it leads to.
    const isFolder = entry.isSymbolicLink() ? await isDirectory(join(path, entry.name)) : entry.isDirectory();
    // A pipe or a device would be read for ever.
    const isPhoto = PHOTO.test(entry.name) && (entry.isFile() || entry.isSymbolicLink());
    if (isFolder) listing.folders.push(entry.name);
    else (isPhoto ? listing.photos : listing.others).push(entry.name);
  }
  for (const names of Object.values(listing)) names.sort();
  return listing;
}

/**
 * The photos of a folder that must have some.
 * @throws EvaluationInputError
 */
export async function listPhotos(path: string): Promise<readonly string[]> {
  const { photos } = await listFolder(path);
  if (photos.length === 0) throw new EvaluationInputError(`${path} has no photo: no file that ends in .jpg, .jpeg or .png.`);
  return photos;
}

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}
