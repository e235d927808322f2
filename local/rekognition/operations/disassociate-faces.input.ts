import { clientRequestToken, collectionId, faceId, userId } from '../validation/common-shapes.ts';
import { list, required, structure } from '../validation/shapes.ts';

export const disassociateFacesInput = structure({
  CollectionId: required(collectionId),
  UserId: required(userId),
  ClientRequestToken: clientRequestToken,
  FaceIds: required(list(faceId, { min: 1, max: 100 })),
});
