import type { StoredImage } from './vision.ts';

/** Where frames or photos are kept, privately. */
export interface ImageStore {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<StoredImage>;
  remove(key: string): Promise<void>;
}
