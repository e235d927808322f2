import type { ListCollectionsResponse } from '@aws-sdk/client-rekognition';
import { pageOf } from '../pagination.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { listCollectionsInput } from './list-collections.input.ts';

const DEFAULT_PAGE_SIZE = 1_000;

export function listCollections(input: unknown, { collections }: RekognitionContext): ListCollectionsResponse {
  const { NextToken, MaxResults } = parseInput(listCollectionsInput, input);
  const { items, nextToken } = pageOf(collections.list(), {
    token: NextToken,
    size: MaxResults ?? DEFAULT_PAGE_SIZE,
    keyOf: (collection) => collection.id,
    isAfter: (collection, key) => collection.id > key,
  });
  return {
    CollectionIds: items.map((collection) => collection.id),
    FaceModelVersions: items.map((collection) => collection.embedding),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}
