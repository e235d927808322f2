import { collectionId, image, maxUserResults, percent, qualityFilter } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const searchUsersByImageInput = structure({
  CollectionId: required(collectionId),
  Image: required(image),
  UserMatchThreshold: percent,
  MaxUsers: maxUserResults,
  QualityFilter: qualityFilter,
});
