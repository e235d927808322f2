import type { SearchFacesResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { assertComparable } from '../faces/assert-comparable.ts';
import { toFaceMatches } from '../faces/face-matches.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { searchFacesInput } from './search-faces.input.ts';

const DEFAULT_THRESHOLD = 80;
const DEFAULT_MAX_FACES = 4_096;

/** Compares a face of a collection with all others of it. */
export async function searchFaces(input: unknown, { vision, collections }: RekognitionContext): Promise<SearchFacesResponse> {
  const { CollectionId, FaceId, MaxFaces, FaceMatchThreshold } = parseInput(searchFacesInput, input);
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  if (!collection.faces.has(FaceId)) throw new AwsError('InvalidParameterException', 'faceId was not found in the collection.');
  const vector = collection.faceVector(FaceId);
  // A face that another embedder saw and that could not be seen again is like nobody.
  const matches = vector ? await collection.searchFaces(vector, { minSimilarityPercent: FaceMatchThreshold ?? DEFAULT_THRESHOLD, maxResults: MaxFaces ?? DEFAULT_MAX_FACES, except: FaceId }) : [];
  return { SearchedFaceId: FaceId, FaceMatches: toFaceMatches(matches, collection), FaceModelVersion: collection.embedding };
}
