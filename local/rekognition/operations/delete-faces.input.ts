import { collectionId } from '../validation/common-shapes.ts';
import { list, required, string, structure } from '../validation/shapes.ts';
import { FACE_ID_PATTERN } from './list-faces.input.ts';

export const deleteFacesInput = structure({
  CollectionId: required(collectionId),
  FaceIds: required(list(string({ pattern: FACE_ID_PATTERN }), { min: 1, max: 4_096 })),
});
