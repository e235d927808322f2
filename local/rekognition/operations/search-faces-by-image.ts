import type { SearchFacesByImageResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { toBoundingBox } from '../bounding-box.ts';
import { assertComparable } from '../faces/assert-comparable.ts';
import { toFace } from '../faces/face.ts';
import { belowQualityBar } from '../faces/quality-bar.ts';
import { loadImage } from '../image-loader.ts';
import { parseInput } from '../validation/shapes.ts';
import { answeringInAwsErrors } from '../vision-errors.ts';
import type { RekognitionContext } from './context.ts';
import { searchFacesByImageInput } from './search-faces-by-image.input.ts';

const DEFAULT_THRESHOLD = 80;
const DEFAULT_MAX_FACES = 4_096;

/** Compares the largest face of an image with those of a collection. */
export async function searchFacesByImage(input: unknown, { vision, readS3Object, collections }: RekognitionContext): Promise<SearchFacesByImageResponse> {
  const { CollectionId, Image, MaxFaces, FaceMatchThreshold, QualityFilter } = parseInput(searchFacesByImageInput, input);
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  const bytes = await loadImage(Image, readS3Object);
  const { faces, ...size } = await answeringInAwsErrors(() => vision.detectFaces(bytes));
  const [largest] = faces;
  if (!largest || belowQualityBar(largest, QualityFilter ?? 'NONE', size).length > 0) {
    throw new AwsError('InvalidParameterException', 'There are no faces in the image. Should be at least 1.');
  }
  const [vector] = await answeringInAwsErrors(() => vision.embedFaces(bytes, [0]));
  const matches = vector ? await collection.search(vector, FaceMatchThreshold ?? DEFAULT_THRESHOLD, MaxFaces ?? DEFAULT_MAX_FACES) : [];
  return {
    SearchedFaceBoundingBox: toBoundingBox(largest.box),
    SearchedFaceConfidence: largest.confidencePercent,
    FaceMatches: matches.map(({ face, similarityPercent }) => ({ Similarity: similarityPercent, Face: toFace(face, collection.embedding) })),
    FaceModelVersion: collection.embedding,
  };
}
