import type { DeleteFacesResponse } from '@aws-sdk/client-rekognition';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { deleteFacesInput } from './delete-faces.input.ts';

/** Faces that are not there or that a user has are listed, not refused. When it answers, nothing of the deleted ones is left on disk. */
export async function deleteFaces(input: unknown, { collections }: RekognitionContext): Promise<DeleteFacesResponse> {
  const { CollectionId, FaceIds } = parseInput(deleteFacesInput, input);
  const collection = collections.get(CollectionId);
  const deleted = await collection.removeFaces(FaceIds);
  const left = [...new Set(FaceIds)].filter((faceId) => !deleted.includes(faceId));
  return {
    DeletedFaces: [...deleted],
    UnsuccessfulFaceDeletions: left.map((FaceId) => {
      const UserId = collection.userOf(FaceId);
      return UserId === undefined ? { FaceId, Reasons: ['FACE_NOT_FOUND'] } : { FaceId, UserId, Reasons: ['ASSOCIATED_TO_AN_EXISTING_USER'] };
    }),
  };
}
