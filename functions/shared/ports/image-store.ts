import type { StoredImage } from './vision.ts';

/** Where frames or photos are kept, privately. */
export interface ImageStore {
  /** @param tags by which the bucket's lifecycle tells what it may let go of */
  put(key: string, bytes: Uint8Array, contentType: string, tags?: Readonly<Record<string, string>>): Promise<StoredImage>;
  /** Stores an image that was there once and is no longer; one that is there stays as it is. */
  restore(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** Null when there is no such image, or no longer. */
  get(key: string): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
}
