import type { DetectedFace } from './faces/detected-face.ts';
import type { FaceTrait } from './faces/face-traits.ts';
import type { SimilarityScale } from './faces/similarity.ts';
import type { RatioBox } from './geometry/box.ts';
import type { ModerationScores } from './moderation/moderation.ts';
import type { CocoClass } from './objects/coco-classes.ts';

/** The faces of an image, the largest first by `prominence`, and the size of the upright image that their ratios refer to. */
export interface FaceAnalysis {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly faces: readonly DetectedFace[];
}

export interface DetectedObject {
  readonly name: CocoClass;
  readonly box: RatioBox;
  /** Calibrated over all detectors: of the objects with 90, about nine in ten are there. */
  readonly confidencePercent: number;
}

/** Which models answer: name and the start of the SHA-256 of each model's file. */
export interface ModelVersions {
  readonly faces: string;
  /** Embeddings of different versions cannot be compared. */
  readonly embedding: string;
  readonly objects: string;
  readonly moderation: string;
}

/**
 * Real inference on photographs: JPEG or PNG bytes in, findings out. Analyses of the same image share its decoding and its face chain.
 * Every method can reject with an ImageError (the image is at fault), VisionOverloadedError (try again), VisionClosedError or
 * VisionWorkerError (a defect).
 */
export interface Vision {
  readonly modelVersions: ModelVersions;
  /** What the cosine of two embeddings means. */
  readonly similarity: SimilarityScale;
  /** @param traits to be told besides: computed once an image, by models that are loaded at the first such wish */
  detectFaces(image: Uint8Array, traits?: readonly FaceTrait[]): Promise<FaceAnalysis>;
  /**
   * @param faceIndexes of `detectFaces` on the same image
   * @returns for each a vector of length one: the cosine of two is their dot product
   * @throws RangeError when the image has no such face
   */
  embedFaces(image: Uint8Array, faceIndexes: readonly number[]): Promise<readonly Float32Array[]>;
  /** The surest first. */
  detectObjects(image: Uint8Array): Promise<readonly DetectedObject[]>;
  detectModeration(image: Uint8Array): Promise<ModerationScores>;
  /** To be awaited before the process exits: the inference runtime aborts a process that exits in the midst of an analysis. */
  close(): Promise<void>;
}
