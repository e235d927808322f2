import { collectionId, image, percent, qualityFilter } from '../validation/common-shapes.ts';
import { number, required, structure } from '../validation/shapes.ts';

export const searchFacesByImageInput = structure({
  CollectionId: required(collectionId),
  Image: required(image),
  MaxFaces: number({ integer: true, min: 1, max: 4_096 }),
  FaceMatchThreshold: percent,
  QualityFilter: qualityFilter,
});
