import { collectionId, faceId, pageSize, paginationToken, userId } from '../validation/common-shapes.ts';
import { list, required, structure } from '../validation/shapes.ts';

export const listFacesInput = structure({
  CollectionId: required(collectionId),
  NextToken: paginationToken,
  MaxResults: pageSize,
  UserId: userId,
  FaceIds: list(faceId, { min: 1, max: 4_096 }),
});
