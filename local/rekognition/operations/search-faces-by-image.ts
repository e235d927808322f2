import type { SearchFacesByImageResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { toBoundingBox } from '../bounding-box.ts';
import { assertComparable } from '../faces/assert-comparable.ts';
import { toFaceMatches } from '../faces/face-matches.ts';
import { judgedFaces, vectorsOf } from '../faces/judged-faces.ts';
import { loadImage } from '../image-loader.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { searchFacesByImageInput } from './search-faces-by-image.input.ts';

const DEFAULT_THRESHOLD = 80;
const DEFAULT_MAX_FACES = 4_096;

/** Compares the largest face of an image, of those that pass the filter, with the faces of a collection. */
export async function searchFacesByImage(input: unknown, { vision, readS3Object, collections }: RekognitionContext): Promise<SearchFacesByImageResponse> {
  const { CollectionId, Image, MaxFaces, FaceMatchThreshold, QualityFilter } = parseInput(searchFacesByImageInput, input);
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  const bytes = await loadImage(Image, readS3Object);
  const largest = (await judgedFaces(vision, bytes, QualityFilter ?? 'NONE')).find(({ reasons }) => reasons.length === 0);
  if (!largest) throw new AwsError('InvalidParameterException', 'There are no faces in the image. Should be at least 1.');
  const [vector] = await vectorsOf(vision, bytes, [largest]);
  const matches = vector ? await collection.searchFaces(vector, { minSimilarityPercent: FaceMatchThreshold ?? DEFAULT_THRESHOLD, maxResults: MaxFaces ?? DEFAULT_MAX_FACES }) : [];
  return {
    SearchedFaceBoundingBox: toBoundingBox(largest.face.box),
    SearchedFaceConfidence: largest.face.confidencePercent,
    FaceMatches: toFaceMatches(matches, collection),
    FaceModelVersion: collection.embedding,
  };
}
