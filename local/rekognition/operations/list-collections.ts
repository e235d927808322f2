import { createHash } from 'node:crypto';
import type { ListCollectionsResponse } from '@aws-sdk/client-rekognition';
import type { Collection } from '../collections/collection.ts';
import { pageOf } from '../pagination.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { listCollectionsInput } from './list-collections.input.ts';

const DEFAULT_PAGE_SIZE = 1_000;

/** In the order in which they were created. */
export function listCollections(input: unknown, { collections }: RekognitionContext): ListCollectionsResponse {
  const { NextToken, MaxResults } = parseInput(listCollectionsInput, input);
  const { items, nextToken } = pageOf(collections.list().toSorted((a, b) => (creationKey(a) < creationKey(b) ? -1 : 1)), {
    list: 'collections',
    token: NextToken,
    size: MaxResults,
    defaultSize: DEFAULT_PAGE_SIZE,
    keyOf: creationKey,
  });
  return {
    CollectionIds: items.map((collection) => collection.id),
    FaceModelVersions: items.map((collection) => collection.embedding),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

/** An id may be as long as a token: a part of its hash tells apart those of one millisecond. */
function creationKey({ createdAt, id }: Collection): string {
  return String(createdAt.getTime()) + createHash('sha256').update(id).digest('hex').slice(0, 16);
}
