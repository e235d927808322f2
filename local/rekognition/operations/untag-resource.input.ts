import { resourceArn, tagKeys } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const untagResourceInput = structure({ ResourceArn: required(resourceArn), TagKeys: required(tagKeys) });
