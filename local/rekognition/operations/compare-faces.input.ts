import { image, percent, qualityFilter } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const compareFacesInput = structure({
  SourceImage: required(image),
  TargetImage: required(image),
  SimilarityThreshold: percent,
  QualityFilter: qualityFilter,
});
