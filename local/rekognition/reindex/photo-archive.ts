import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DurableStore } from '../../s3/durable-store.ts';

/** The photos that people were registered with, as S3 keeps them in a data folder: `photos/{externalImageId}/…` of any bucket. */
export class PhotoArchive {
  readonly #directory: string;
  readonly #store: DurableStore;

  /** @param dataDir the whole data folder; read only */
  constructor(dataDir: string) {
    this.#directory = join(dataDir, 's3', 'buckets');
    this.#store = new DurableStore(this.#directory);
  }

  /** All photos of a person, the oldest name first. */
  async photosOf(externalImageId: string): Promise<Buffer[]> {
    if (!existsSync(this.#directory)) return [];
    const photos: Buffer[] = [];
    for (const bucket of await readdir(this.#directory)) {
      const { objects } = await this.#store.listObjects(bucket, { prefix: `photos/${externalImageId}/` });
      for (const { key } of objects) photos.push(await readFile(this.#store.getResourcePath(bucket, key, 'object')));
    }
    return photos;
  }
}
