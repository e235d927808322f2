import type { Vision } from '../../vision/vision.ts';
import type { CollectionStore } from '../collections/collection-store.ts';
import type { ReadS3Object } from '../image-loader.ts';

/** What the operations work with. */
export interface RekognitionContext {
  readonly vision: Vision;
  readonly readS3Object: ReadS3Object;
  readonly collections: CollectionStore;
}
