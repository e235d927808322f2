import { CollectionContents } from './collection-contents.ts';
import { CollectionFile } from './collection-file.ts';

/**
 * Reads a collection; one of format 1 is of format 2 from then on.
 *
 * @param running the version of an embedder: a collection without faces becomes one of it
 * @throws CollectionCorruptError, CollectionMisplacedError
 */
export async function loadCollection(path: string, running?: string): Promise<{ file: CollectionFile; contents: CollectionContents }> {
  const { file, contents, outdated } = await CollectionFile.load(path, (header) => new CollectionContents(header));
  const header = contents.header();
  if (running !== undefined && contents.faces.size === 0 && header.embedding !== running) {
    const adopted = new CollectionContents({ ...header, embedding: running });
    for (const record of contents.records(Date.now())) adopted.apply(record);
    await file.rewrite(adopted.header(), adopted.records(Date.now()));
    return { file, contents: adopted };
  }
  if (outdated) await file.rewrite(header, contents.records(Date.now()));
  return { file, contents };
}
