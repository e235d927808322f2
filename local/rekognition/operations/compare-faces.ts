import type { ComparedFace, CompareFacesResponse } from '@aws-sdk/client-rekognition';
import type { DetectedFace } from '../../vision/faces/detected-face.ts';
import { dotProduct } from '../collections/scan.ts';
import { toBoundingBox } from '../bounding-box.ts';
import { toFaceDetail } from '../faces/face-detail.ts';
import { type JudgedFace, judgedFaces, vectorsOf } from '../faces/judged-faces.ts';
import { loadImage } from '../image-loader.ts';
import { invalidParameters } from '../invalid-parameters.ts';
import { parseInput } from '../validation/shapes.ts';
import type { QualityFilter } from '../validation/common-shapes.ts';
import { compareFacesInput } from './compare-faces.input.ts';
import type { RekognitionContext } from './context.ts';

const DEFAULT_THRESHOLD = 80;

/** Compares the largest face of one image with each of another one's, the most similar first. Nothing is kept. */
export async function compareFaces(input: unknown, context: RekognitionContext): Promise<CompareFacesResponse> {
  const { SourceImage, TargetImage, SimilarityThreshold, QualityFilter } = parseInput(compareFacesInput, input);
  const [sourceBytes, targetBytes] = await Promise.all([loadImage(SourceImage, context.readS3Object), loadImage(TargetImage, context.readS3Object)]);
  const [sourceFaces, targetFaces] = await Promise.all([comparableFaces(context, sourceBytes, QualityFilter), comparableFaces(context, targetBytes, QualityFilter)]);
  const source = sourceFaces.slice(0, 1);
  const [[sourceVector], targetVectors] = await Promise.all([vectorsOf(context.vision, sourceBytes, source), vectorsOf(context.vision, targetBytes, targetFaces)]);
  const [sourceFace] = source;
  if (!sourceFace || !sourceVector) throw invalidParameters();
  const compared = targetVectors
    .flatMap((vector, at) => {
      const target = targetFaces[at];
      return target ? [{ similarityPercent: context.vision.similarity.percentOf(dotProduct(sourceVector, vector)), face: toComparedFace(target.face) }] : [];
    })
    .sort((a, b) => b.similarityPercent - a.similarityPercent);
  const threshold = SimilarityThreshold ?? DEFAULT_THRESHOLD;
  return {
    SourceImageFace: { BoundingBox: toBoundingBox(sourceFace.face.box), Confidence: sourceFace.face.confidencePercent },
    FaceMatches: compared.filter(({ similarityPercent }) => similarityPercent >= threshold).map(({ similarityPercent, face }) => ({ Similarity: similarityPercent, Face: face })),
    UnmatchedFaces: compared.filter(({ similarityPercent }) => similarityPercent < threshold).map(({ face }) => face),
  };
}

/** @throws AwsError InvalidParameterException when there is none: which image lacks a face only DetectFaces tells */
async function comparableFaces({ vision }: RekognitionContext, bytes: Uint8Array, filter: QualityFilter = 'NONE'): Promise<JudgedFace[]> {
  const faces = (await judgedFaces(vision, bytes, filter)).filter(({ reasons }) => reasons.length === 0);
  if (faces.length === 0) throw invalidParameters();
  return faces;
}

function toComparedFace(face: DetectedFace): ComparedFace {
  const { BoundingBox, Confidence, Landmarks, Pose, Quality } = toFaceDetail(face, ['DEFAULT']);
  return { BoundingBox, Confidence, Landmarks, Pose, Quality };
}
