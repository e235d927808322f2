import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ObjectStore } from '../../s3/store/object-store.ts';

/** The photos that people were registered with, as S3 keeps them in a data folder: `photos/{externalImageId}/…` of any bucket. */
export class PhotoArchive {
  readonly #directory: string;
  readonly #store: ObjectStore;

  /** @param dataDir the whole data folder; read only */
  constructor(dataDir: string) {
    this.#directory = join(dataDir, 's3', 'buckets');
    this.#store = new ObjectStore(this.#directory);
  }

  /** All photos of a person, the oldest name first. */
  async photosOf(externalImageId: string): Promise<Buffer[]> {
    if (!existsSync(this.#directory)) return [];
    const photos: Buffer[] = [];
    for (const { name } of this.#store.buckets.list()) {
      const { objects } = await this.#store.list(name, { prefix: `photos/${externalImageId}/` });
      for (const { key } of objects) photos.push(await this.#store.read(name, key));
    }
    return photos;
  }
}
