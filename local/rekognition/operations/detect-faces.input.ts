import { attributes, image } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const detectFacesInput = structure({ Image: required(image), Attributes: attributes });
