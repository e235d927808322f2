import { collectionId, faceId, percent } from '../validation/common-shapes.ts';
import { number, required, structure } from '../validation/shapes.ts';

export const searchFacesInput = structure({
  CollectionId: required(collectionId),
  FaceId: required(faceId),
  MaxFaces: number({ integer: true, min: 1, max: 4_096 }),
  FaceMatchThreshold: percent,
});
