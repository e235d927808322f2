import { clientRequestToken, collectionId, userId } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const createUserInput = structure({
  CollectionId: required(collectionId),
  UserId: required(userId),
  ClientRequestToken: clientRequestToken,
});
