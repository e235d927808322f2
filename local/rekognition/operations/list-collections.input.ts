import { pageSize, paginationToken } from '../validation/common-shapes.ts';
import { structure } from '../validation/shapes.ts';

export const listCollectionsInput = structure({ NextToken: paginationToken, MaxResults: pageSize });
