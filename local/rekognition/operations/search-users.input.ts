import { collectionId, faceId, maxUserResults, percent, userId } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

/** A user or a face: exactly one of them, which is the operation's to check. */
export const searchUsersInput = structure({
  CollectionId: required(collectionId),
  UserId: userId,
  FaceId: faceId,
  UserMatchThreshold: percent,
  MaxUsers: maxUserResults,
});
