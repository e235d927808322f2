import { collectionId, faceId } from '../validation/common-shapes.ts';
import { list, required, structure } from '../validation/shapes.ts';

export const deleteFacesInput = structure({
  CollectionId: required(collectionId),
  FaceIds: required(list(faceId, { min: 1, max: 4_096 })),
});
