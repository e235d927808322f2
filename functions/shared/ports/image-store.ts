import type { StoredImage } from './vision.ts';

/** Where frames or photos are kept, privately. */
export interface ImageStore {
  /** @param tags by which the bucket's lifecycle tells what it may let go of */
  put(key: string, bytes: Uint8Array, contentType: string, tags?: Readonly<Record<string, string>>): Promise<StoredImage>;
  /** Null when there is no such image, or no longer. */
  get(key: string): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
}
