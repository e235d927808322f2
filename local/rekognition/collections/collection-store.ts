import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../aws/aws-error.ts';
import { DEFAULT_SIMILARITY, type SimilarityScale } from '../../vision/faces/similarity.ts';
import { Collection } from './collection.ts';
import { COLLECTION_SUFFIX, CollectionFile, collectionFileName, syncFolder, UNFINISHED_SUFFIX } from './collection-file.ts';
import type { CollectionHeader } from './collection-record.ts';
import { loadCollection } from './load-collection.ts';
import { CollectionContents } from './collection-contents.ts';
import { Scanner } from './scanner.ts';

/** All collections, loaded from `<dataDir>/collections`. */
export class CollectionStore {
  readonly #folder: string;
  readonly #embedding: string;
  readonly #similarity: SimilarityScale;
  readonly #scanner = new Scanner();
  readonly #collections = new Map<string, Collection>();
  /** Creations and deletions that are not on disk yet. */
  readonly #busy = new Set<string>();

  private constructor(folder: string, embedding: string, similarity: SimilarityScale) {
    this.#folder = folder;
    this.#embedding = embedding;
    this.#similarity = similarity;
  }

  /**
   * @param embedding the version of the embedder that runs
   * @param similarity its scale
   * @throws CollectionCorruptError, CollectionMisplacedError
   */
  static async open(dataDir: string, embedding: string, similarity: SimilarityScale = DEFAULT_SIMILARITY): Promise<CollectionStore> {
    const folder = collectionsFolder(dataDir);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const store = new CollectionStore(folder, embedding, similarity);
    for (const path of await collectionFiles(folder)) {
      const { file, contents } = await loadCollection(path, embedding);
      store.#hold(file, contents);
    }
    return store;
  }

  /** In the order of the alphabet. */
  list(): Collection[] {
    return [...this.#collections.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  has(id: string): boolean {
    return this.#collections.has(id);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(id: string): Collection {
    const collection = this.#collections.get(id);
    if (!collection) throw new AwsError('ResourceNotFoundException', `The collection id: ${id} does not exist`);
    return collection;
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  async create(id: string, tags: Readonly<Record<string, string>> = {}): Promise<Collection> {
    if (this.#collections.has(id) || this.#busy.has(id)) throw new AwsError('ResourceAlreadyExistsException', `The collection id: ${id} already exists`);
    return this.#exclusively(id, async () => {
      const header: CollectionHeader = { format: 2, collectionId: id, embedding: this.#embedding, createdAt: new Date().toISOString(), nextOrdinal: 1 };
      const contents = new CollectionContents(header);
      contents.apply({ kind: 'tags-set', tags });
      return this.#hold(await CollectionFile.create(this.#pathOf(id), header, contents.records(Date.now())), contents);
    });
  }

  /** @throws AwsError ResourceNotFoundException */
  async delete(id: string): Promise<void> {
    const collection = this.get(id);
    this.#collections.delete(id);
    await this.#exclusively(id, async () => {
      await collection.remove();
      await syncFolder(this.#folder);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.list().map((collection) => collection.close()));
    await this.#scanner.close();
  }

  #hold(file: CollectionFile, contents: CollectionContents): Collection {
    const collection = new Collection({ file, contents, scanner: this.#scanner, similarity: this.#similarity });
    this.#collections.set(collection.id, collection);
    return collection;
  }

  #pathOf(id: string): string {
    return join(this.#folder, collectionFileName(id));
  }

  async #exclusively<T>(id: string, change: () => Promise<T>): Promise<T> {
    this.#busy.add(id);
    try {
      return await change();
    } finally {
      this.#busy.delete(id);
    }
  }
}

export function collectionsFolder(dataDir: string): string {
  return join(dataDir, 'collections');
}

/**
 * The collections' files in a folder, from which it removes what a sudden end left of a file that was about to take another's place. What else lies there is
 * somebody's own.
 */
export async function collectionFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  await Promise.all(names.filter((name) => name.endsWith(COLLECTION_SUFFIX + UNFINISHED_SUFFIX)).map((name) => rm(join(folder, name))));
  return names.filter((name) => name.endsWith(COLLECTION_SUFFIX)).map((name) => join(folder, name));
}
