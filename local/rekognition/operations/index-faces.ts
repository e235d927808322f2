import { randomUUID } from 'node:crypto';
import type { IndexFacesResponse, UnindexedFace } from '@aws-sdk/client-rekognition';
import type { DetectedFace } from '../../vision/faces/detected-face.ts';
import { toFaceDetail } from '../faces/face-detail.ts';
import { belowQualityBar } from '../faces/quality-bar.ts';
import { toFace } from '../faces/face.ts';
import { assertComparable } from '../faces/assert-comparable.ts';
import { loadImage } from '../image-loader.ts';
import { parseInput } from '../validation/shapes.ts';
import { answeringInAwsErrors } from '../vision-errors.ts';
import type { RekognitionContext } from './context.ts';
import { indexFacesInput } from './index-faces.input.ts';

/**
 * Adds the largest faces of an image to a collection. They are on disk when it answers. An image without faces is no error: the answer
 * has no records.
 */
export async function indexFaces(input: unknown, { vision, readS3Object, collections }: RekognitionContext): Promise<IndexFacesResponse> {
  const { CollectionId, Image, ExternalImageId, DetectionAttributes, MaxFaces, QualityFilter } = parseInput(indexFacesInput, input);
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  const bytes = await loadImage(Image, readS3Object);
  const { faces, ...size } = await answeringInAwsErrors(() => vision.detectFaces(bytes));
  const attributes = DetectionAttributes ?? ['DEFAULT'];
  const unindexed: UnindexedFace[] = [];
  const chosen: { readonly face: DetectedFace; readonly index: number }[] = [];
  faces.forEach((face, index) => {
    const reasons = belowQualityBar(face, QualityFilter ?? 'NONE', size);
    if (reasons.length === 0 && MaxFaces !== undefined && chosen.length >= MaxFaces) reasons.push('EXCEEDS_MAX_FACES');
    if (reasons.length === 0) chosen.push({ face, index });
    else unindexed.push({ Reasons: reasons, FaceDetail: toFaceDetail(face, attributes) });
  });
  const vectors = await answeringInAwsErrors(() => vision.embedFaces(bytes, chosen.map(({ index }) => index)));
  const imageId = randomUUID();
  const stored = await collection.add(
    chosen.flatMap(({ face }, at) => {
      const vector = vectors[at];
      const { box, confidencePercent } = face;
      return vector ? [{ face: { faceId: randomUUID(), imageId, externalImageId: ExternalImageId ?? null, box, confidencePercent }, vector }] : [];
    }),
  );
  return {
    FaceRecords: stored.flatMap((face, at) => {
      const detected = chosen[at]?.face;
      return detected ? [{ Face: toFace(face, collection.embedding), FaceDetail: toFaceDetail(detected, attributes) }] : [];
    }),
    FaceModelVersion: collection.embedding,
    UnindexedFaces: unindexed,
  };
}
