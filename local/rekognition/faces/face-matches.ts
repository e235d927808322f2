import type { FaceMatch } from '@aws-sdk/client-rekognition';
import type { Collection, FaceMatch as FoundFace } from '../collections/collection.ts';
import { toFace } from './face.ts';

/** What a search found, as Rekognition gives it. */
export function toFaceMatches(matches: readonly FoundFace[], collection: Collection): FaceMatch[] {
  return matches.map(({ face, similarityPercent }) => ({ Similarity: similarityPercent, Face: toFace(face, collection) }));
}
