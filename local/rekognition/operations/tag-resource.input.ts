import { resourceArn, tags } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const tagResourceInput = structure({ ResourceArn: required(resourceArn), Tags: required(tags) });
