import { resourceArn } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const listTagsForResourceInput = structure({ ResourceArn: required(resourceArn) });
