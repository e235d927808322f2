import { clientRequestToken, collectionId, faceId, percent, userId } from '../validation/common-shapes.ts';
import { list, required, structure } from '../validation/shapes.ts';

export const associateFacesInput = structure({
  CollectionId: required(collectionId),
  UserId: required(userId),
  FaceIds: required(list(faceId, { min: 1, max: 100 })),
  UserMatchThreshold: percent,
  ClientRequestToken: clientRequestToken,
});
