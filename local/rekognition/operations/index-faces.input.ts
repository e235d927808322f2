import { attributes, collectionId, image, qualityFilter } from '../validation/common-shapes.ts';
import { number, required, string, structure } from '../validation/shapes.ts';

export const indexFacesInput = structure({
  CollectionId: required(collectionId),
  Image: required(image),
  ExternalImageId: string({ min: 1, max: 255, pattern: '[a-zA-Z0-9_.\\-:]+' }),
  DetectionAttributes: attributes,
  MaxFaces: number({ integer: true, min: 1 }),
  QualityFilter: qualityFilter,
});
