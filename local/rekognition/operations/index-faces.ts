import { randomUUID } from 'node:crypto';
import type { IndexFacesResponse, Reason, UnindexedFace } from '@aws-sdk/client-rekognition';
import { v5 } from 'uuid';
import type { FaceAttribute } from '../validation/common-shapes.ts';
import { assertComparable } from '../faces/assert-comparable.ts';
import { toFaceDetail } from '../faces/face-detail.ts';
import { traitsOf } from '../faces/face-traits.ts';
import { toFace } from '../faces/face.ts';
import { type JudgedFace, judgedFaces, vectorsOf } from '../faces/judged-faces.ts';
import { loadImage } from '../image-loader.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { indexFacesInput } from './index-faces.input.ts';

/** The same image has the same id, at any time and in any collection. */
const IMAGE_NAMESPACE = '4a038338-9d70-4d8e-bbca-fa1d3bf86c3e';

/**
 * Adds the largest faces of an image to a collection. They are on disk when it answers, all of them or none. An image without faces is no
 * error: the answer has no records. The same image with the same ExternalImageId leaves one face, however often it comes; without one each
 * call leaves another.
 */
export async function indexFaces(input: unknown, { vision, readS3Object, collections }: RekognitionContext): Promise<IndexFacesResponse> {
  const { CollectionId, Image, ExternalImageId, DetectionAttributes = ['DEFAULT'], MaxFaces, QualityFilter } = parseInput(indexFacesInput, input);
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  const bytes = await loadImage(Image, readS3Object);
  const faces = await judgedFaces(vision, bytes, QualityFilter ?? 'AUTO', traitsOf(DetectionAttributes));
  const chosen = faces.filter(({ reasons }) => reasons.length === 0).slice(0, MaxFaces);
  const vectors = await vectorsOf(vision, bytes, chosen);
  const imageId = v5(bytes, IMAGE_NAMESPACE);
  const stored = await collection.add(
    chosen.flatMap(({ face: { box, confidencePercent } }, at) => {
      const vector = vectors[at];
      return vector ? [{ faceId: randomUUID(), imageId, externalImageId: ExternalImageId ?? null, box, confidencePercent, vector }] : [];
    }),
  );
  return {
    FaceRecords: stored.flatMap((face, at) => {
      const detected = chosen[at]?.face;
      return detected ? [{ Face: toFace(face, collection), FaceDetail: toFaceDetail(detected, DetectionAttributes) }] : [];
    }),
    FaceModelVersion: collection.embedding,
    UnindexedFaces: faces.filter((face) => !chosen.includes(face)).map((face) => toUnindexedFace(face, DetectionAttributes)),
  };
}

function toUnindexedFace({ face, reasons }: JudgedFace, attributes: readonly FaceAttribute[]): UnindexedFace {
  const said: Reason[] = reasons.length > 0 ? [...reasons] : ['EXCEEDS_MAX_FACES'];
  return { Reasons: said, FaceDetail: toFaceDetail(face, attributes) };
}
