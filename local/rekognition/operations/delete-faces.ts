import type { DeleteFacesResponse } from '@aws-sdk/client-rekognition';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { deleteFacesInput } from './delete-faces.input.ts';

/** Faces that are not there are listed, not refused. When it answers, nothing of the deleted ones is left on disk. */
export async function deleteFaces(input: unknown, { collections }: RekognitionContext): Promise<DeleteFacesResponse> {
  const { CollectionId, FaceIds } = parseInput(deleteFacesInput, input);
  const deleted = await collections.get(CollectionId).remove(FaceIds);
  const missing = FaceIds.filter((faceId) => !deleted.includes(faceId));
  return { DeletedFaces: [...deleted], UnsuccessfulFaceDeletions: missing.map((FaceId) => ({ FaceId, Reasons: ['FACE_NOT_FOUND'] })) };
}
