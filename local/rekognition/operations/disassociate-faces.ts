import type { DisassociateFacesResponse, UnsuccessfulFaceDisassociation } from '@aws-sdk/client-rekognition';
import { tokenedRequest } from '../collections/request-token.ts';
import { userStatus } from '../users/user-status.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { disassociateFacesInput } from './disassociate-faces.input.ts';

/** Faces that are another user's or not in the collection are listed, not refused; those that are nobody's are passed by. */
export async function disassociateFaces(input: unknown, { collections }: RekognitionContext): Promise<DisassociateFacesResponse> {
  const parameters = parseInput(disassociateFacesInput, input);
  const { CollectionId, UserId, FaceIds } = parameters;
  const collection = collections.get(CollectionId);
  return collection.decide(tokenedRequest('DisassociateFaces', parameters), () => {
    const user = collection.user(UserId);
    const asked = [...new Set(FaceIds)];
    const going = asked.filter((faceId) => user.faceIds.includes(faceId));
    const unsuccessful = asked.flatMap((FaceId): UnsuccessfulFaceDisassociation[] => {
      const owner = collection.userOf(FaceId);
      if (owner !== undefined && owner !== UserId) return [{ FaceId, UserId: owner, Reasons: ['ASSOCIATED_TO_A_DIFFERENT_USER'] }];
      return collection.faces.has(FaceId) ? [] : [{ FaceId, Reasons: ['FACE_NOT_FOUND'] }];
    });
    return {
      change: going.length > 0 ? { kind: 'faces-disassociated', userId: UserId, faceIds: going } : null,
      answer: {
        DisassociatedFaces: going.map((FaceId) => ({ FaceId })),
        UnsuccessfulFaceDisassociations: unsuccessful,
        UserStatus: userStatus({ faceIds: user.faceIds.filter((faceId) => !going.includes(faceId)) }),
      },
    };
  });
}
