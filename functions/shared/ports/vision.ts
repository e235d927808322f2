import type { ObservedFace, ObservedLabel, ObservedModerationLabel } from '../../../domain/observations.ts';
import type { Box } from '../../../domain/geometry.ts';
import type { PortraitFace } from '../../../domain/registration/portrait.ts';
import type { SimilarFace } from '../../../domain/registration/uniqueness.ts';

/** An image that the provider reads by itself: it never passes through the state machine. */
export interface StoredImage {
  bucket: string;
  key: string;
}

export interface Seen<T> {
  value: T;
  /** The provider's own version of the model; null where it tells none. */
  modelVersion: string | null;
}

/** The largest face and whose it may be. */
export interface FaceSearch {
  face: { confidencePercent: number; box: Box } | null;
  /** Most similar first. */
  candidates: SimilarFace[];
}

/** What Invigil asks of a computer-vision provider. Every method fails with the provider's own error, by its name. */
export interface Vision {
  detectLabels(image: StoredImage, minConfidencePercent: number): Promise<Seen<ObservedLabel[]>>;
  detectFaces(image: StoredImage): Promise<Seen<ObservedFace[]>>;
  detectModeration(image: StoredImage, minConfidencePercent: number): Promise<Seen<ObservedModerationLabel[]>>;
  /** The faces of a photo with everything that its registration depends on. */
  inspectFaces(image: StoredImage): Promise<PortraitFace[]>;
  /**
   * Searches the collection for the image's largest face.
   * @param maxCandidates at most 4,096
   */
  searchFace(image: StoredImage, minSimilarityPercent: number, maxCandidates?: number): Promise<Seen<FaceSearch>>;
  /** Searches the collection for the faces that resemble one of its own. */
  searchIndexedFace(faceId: string, minSimilarityPercent: number): Promise<SimilarFace[]>;
  /** Adds the image's largest face to the collection; null when the provider finds none that is good enough. */
  indexFace(image: StoredImage, externalImageId: string): Promise<string | null>;
  /** The ids of every face of this person in the collection. */
  findFaceIds(externalImageId: string): Promise<string[]>;
  /** Removes faces from the collection and answers how many it had. One that is not there is no error. */
  removeFaces(faceIds: readonly string[]): Promise<number>;
}
