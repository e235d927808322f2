import type { AssociateFacesResponse } from '@aws-sdk/client-rekognition';
import { assertComparable } from '../faces/assert-comparable.ts';
import { tokenedRequest } from '../collections/request-token.ts';
import { planAssociation } from '../users/plan-association.ts';
import { userStatus } from '../users/user-status.ts';
import { parseInput } from '../validation/shapes.ts';
import { associateFacesInput } from './associate-faces.input.ts';
import type { RekognitionContext } from './context.ts';

const DEFAULT_THRESHOLD = 75;

/** Lets faces of the collection stand for a user. Those that cannot are listed, not refused; those that do already are passed by. */
export async function associateFaces(input: unknown, { vision, collections }: RekognitionContext): Promise<AssociateFacesResponse> {
  const parameters = parseInput(associateFacesInput, input);
  const { CollectionId, UserId, FaceIds, UserMatchThreshold } = parameters;
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  return collection.decide(tokenedRequest('AssociateFaces', parameters), () => {
    const user = collection.user(UserId);
    const { faceIds, unsuccessful } = planAssociation(collection, user, FaceIds, UserMatchThreshold ?? DEFAULT_THRESHOLD);
    return {
      change: faceIds.length > 0 ? { kind: 'faces-associated', userId: UserId, faceIds } : null,
      answer: {
        AssociatedFaces: faceIds.map((FaceId) => ({ FaceId })),
        UnsuccessfulFaceAssociations: unsuccessful,
        UserStatus: userStatus({ faceIds: [...user.faceIds, ...faceIds] }),
      },
    };
  });
}
