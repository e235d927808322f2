import { collectionId, tags } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const createCollectionInput = structure({ CollectionId: required(collectionId), Tags: tags });
