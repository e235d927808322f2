import { collectionId, pageSize, paginationToken } from '../validation/common-shapes.ts';
import { list, required, string, structure } from '../validation/shapes.ts';

export const FACE_ID_PATTERN = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

export const listFacesInput = structure({
  CollectionId: required(collectionId),
  NextToken: paginationToken,
  MaxResults: pageSize,
  FaceIds: list(string({ pattern: FACE_ID_PATTERN }), { min: 1, max: 4_096 }),
});
