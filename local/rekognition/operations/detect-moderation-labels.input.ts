import { image, percent } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const detectModerationLabelsInput = structure({ Image: required(image), MinConfidence: percent });
