import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../../aws/aws-error.ts';
import { Collection } from './collection.ts';
import { CollectionFile, syncFolder } from './collection-file.ts';

const SUFFIX = '.jsonl';

/** All collections, loaded from `<dataDir>/collections`. */
export class CollectionStore {
  readonly #folder: string;
  readonly #embedding: string;
  readonly #collections: Map<string, Collection>;
  /** Creations and deletions that are not on disk yet. */
  readonly #busy = new Set<string>();

  private constructor(folder: string, embedding: string, collections: Map<string, Collection>) {
    this.#folder = folder;
    this.#embedding = embedding;
    this.#collections = collections;
  }

  /**
   * @param embedding the version of the model that runs
   * @throws CollectionCorruptError
   */
  static async open(dataDir: string, embedding: string): Promise<CollectionStore> {
    const folder = join(dataDir, 'collections');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const collections = new Map<string, Collection>();
    for (const name of await readdir(folder)) {
      if (name.endsWith(SUFFIX)) {
        const { file, faces } = await CollectionFile.load(join(folder, name));
        collections.set(file.header.collectionId, new Collection(file, faces));
      } else {
        // What a sudden end left of a file that was about to take another's place.
        await rm(join(folder, name));
      }
    }
    return new CollectionStore(folder, embedding, collections);
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
  async create(id: string): Promise<Collection> {
    if (this.#collections.has(id) || this.#busy.has(id)) throw new AwsError('ResourceAlreadyExistsException', `The collection id: ${id} already exists`);
    return this.#exclusively(id, async () => {
      const header = { format: 1, collectionId: id, embedding: this.#embedding, createdAt: new Date().toISOString() } as const;
      const collection = new Collection(await CollectionFile.create(this.#pathOf(id), header), []);
      this.#collections.set(id, collection);
      return collection;
    });
  }

  /** @throws AwsError ResourceNotFoundException */
  async delete(id: string): Promise<void> {
    const collection = this.get(id);
    this.#collections.delete(id);
    await this.#exclusively(id, async () => {
      await collection.close();
      await rm(collection.path);
      await syncFolder(this.#folder);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.list().map((collection) => collection.close()));
  }

  /** An id may be as long as a file's name and differ from another in case alone, which file names cannot. */
  #pathOf(id: string): string {
    return join(this.#folder, createHash('sha256').update(id).digest('hex') + SUFFIX);
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
