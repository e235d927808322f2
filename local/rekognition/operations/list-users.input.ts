import { collectionId, maxUserResults, paginationToken } from '../validation/common-shapes.ts';
import { required, structure } from '../validation/shapes.ts';

export const listUsersInput = structure({ CollectionId: required(collectionId), MaxResults: maxUserResults, NextToken: paginationToken });
