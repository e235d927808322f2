import { image, percent } from '../validation/common-shapes.ts';
import { list, number, oneOf, required, string, structure } from '../validation/shapes.ts';

const filters = list(string({ min: 0, max: 50, pattern: "[A-Za-z0-9àâèçñó'-_(). ]*" }), { min: 0, max: 100 });

export const detectLabelsInput = structure({
  Image: required(image),
  MaxLabels: number({ integer: true, min: 0 }),
  MinConfidence: percent,
  Features: list(oneOf(['GENERAL_LABELS', 'IMAGE_PROPERTIES']), { max: 2 }),
  Settings: structure({
    GeneralLabels: structure({
      LabelInclusionFilters: filters,
      LabelExclusionFilters: filters,
      LabelCategoryInclusionFilters: filters,
      LabelCategoryExclusionFilters: filters,
    }),
    ImageProperties: structure({ MaxDominantColors: number({ integer: true, min: 0, max: 20 }) }),
  }),
});
