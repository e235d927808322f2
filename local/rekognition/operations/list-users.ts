import type { ListUsersResponse } from '@aws-sdk/client-rekognition';
import { ordinalKey, pageOf } from '../pagination.ts';
import { userStatus } from '../users/user-status.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { listUsersInput } from './list-users.input.ts';

const DEFAULT_PAGE_SIZE = 500;

/** In the order in which they were created. */
export function listUsers(input: unknown, { collections }: RekognitionContext): ListUsersResponse {
  const { CollectionId, MaxResults, NextToken } = parseInput(listUsersInput, input);
  const { items, nextToken } = pageOf([...collections.get(CollectionId).users.values()], {
    list: 'users',
    token: NextToken,
    size: MaxResults,
    defaultSize: DEFAULT_PAGE_SIZE,
    keyOf: ordinalKey,
  });
  return {
    Users: items.map((user) => ({ UserId: user.userId, UserStatus: userStatus(user) })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}
