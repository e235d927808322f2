import type { SearchFacesByImageResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { toBoundingBox } from '../bounding-box.ts';
import { toFaceMatches } from '../faces/face-matches.ts';
import { searchedFace } from '../faces/searched-face.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { searchFacesByImageInput } from './search-faces-by-image.input.ts';

const DEFAULT_THRESHOLD = 80;
const DEFAULT_MAX_FACES = 4_096;

/** Compares the largest face of an image, of those that pass the filter, with the faces of a collection. */
export async function searchFacesByImage(input: unknown, context: RekognitionContext): Promise<SearchFacesByImageResponse> {
  const { CollectionId, Image, MaxFaces, FaceMatchThreshold, QualityFilter } = parseInput(searchFacesByImageInput, input);
  const collection = context.collections.get(CollectionId);
  const { searched } = await searchedFace(context, collection, Image, QualityFilter);
  if (!searched) throw new AwsError('InvalidParameterException', 'There are no faces in the image. Should be at least 1.');
  const { judged: { face }, vector } = searched;
  const matches = await collection.searchFaces(vector, { minSimilarityPercent: FaceMatchThreshold ?? DEFAULT_THRESHOLD, maxResults: MaxFaces ?? DEFAULT_MAX_FACES });
  return {
    SearchedFaceBoundingBox: toBoundingBox(face.box),
    SearchedFaceConfidence: face.confidencePercent,
    FaceMatches: toFaceMatches(matches, collection),
    FaceModelVersion: collection.embedding,
  };
}
