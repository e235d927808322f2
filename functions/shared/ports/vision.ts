import type { ObservedFace, ObservedLabel, ObservedModerationLabel } from '../../../domain/observations.ts';
import type { Box } from '../../../domain/geometry.ts';

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
  candidates: { externalImageId: string; similarityPercent: number }[];
}

/** What Invigil asks of a computer-vision provider. Every method fails with the provider's own error, by its name. */
export interface Vision {
  detectLabels(image: StoredImage, minConfidencePercent: number): Promise<Seen<ObservedLabel[]>>;
  detectFaces(image: StoredImage): Promise<Seen<ObservedFace[]>>;
  detectModeration(image: StoredImage, minConfidencePercent: number): Promise<Seen<ObservedModerationLabel[]>>;
  /** Searches the collection for the image's largest face. */
  searchFace(image: StoredImage, faceMatchPercent: number): Promise<Seen<FaceSearch>>;
  /** Adds the image's largest face to the collection; null when the provider finds none that is good enough. */
  indexFace(image: StoredImage, externalImageId: string): Promise<string | null>;
  /** Removes every face of this person from the collection and answers their ids. Removing none is no error. */
  removeFaces(externalImageId: string): Promise<string[]>;
}
