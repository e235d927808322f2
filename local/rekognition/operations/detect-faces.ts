import type { DetectFacesResponse } from '@aws-sdk/client-rekognition';
import { toFaceDetail } from '../faces/face-detail.ts';
import { traitsOf } from '../faces/face-traits.ts';
import { loadImage } from '../image-loader.ts';
import { parseInput } from '../validation/shapes.ts';
import { answeringInAwsErrors } from '../vision-errors.ts';
import type { RekognitionContext } from './context.ts';
import { detectFacesInput } from './detect-faces.input.ts';

/** The faces of an image, the largest first, at most 100. */
export async function detectFaces(input: unknown, { vision, readS3Object }: RekognitionContext): Promise<DetectFacesResponse> {
  const { Image, Attributes = ['DEFAULT'] } = parseInput(detectFacesInput, input);
  const bytes = await loadImage(Image, readS3Object);
  const { faces } = await answeringInAwsErrors(() => vision.detectFaces(bytes, traitsOf(Attributes)));
  return { FaceDetails: faces.map((face) => toFaceDetail(face, Attributes)) };
}
