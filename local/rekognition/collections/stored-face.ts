import type { RatioBox } from '../../vision/geometry/box.ts';

/** What is kept of an indexed face besides its vector. */
export interface StoredFace {
  /** Rises with each face of the collection and is never given twice: the order of lists. */
  readonly ordinal: number;
  readonly faceId: string;
  readonly imageId: string;
  readonly externalImageId: string | null;
  readonly box: RatioBox;
  readonly confidencePercent: number;
  /** The version of the embedder that made the vector. */
  readonly embedding: string;
}

export interface EmbeddedFace {
  readonly face: StoredFace;
  readonly vector: Float32Array;
}
