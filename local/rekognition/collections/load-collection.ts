import { CollectionContents } from './collection-contents.ts';
import { CollectionFile } from './collection-file.ts';

/**
 * Reads a collection; one of format 1 is of format 2 from then on.
 *
 * @throws CollectionCorruptError
 */
export async function loadCollection(path: string): Promise<{ file: CollectionFile; contents: CollectionContents }> {
  const { file, contents, outdated } = await CollectionFile.load(path, (header) => new CollectionContents(header));
  if (outdated) await file.rewrite(contents.header(), contents.records(Date.now()));
  return { file, contents };
}
