import type { SearchUsersResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { assertComparable } from '../faces/assert-comparable.ts';
import { invalidParameters } from '../invalid-parameters.ts';
import { toUserMatches } from '../users/user-matches.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { searchUsersInput } from './search-users.input.ts';

const DEFAULT_THRESHOLD = 80;
const DEFAULT_MAX_USERS = 500;

/** Compares a face or a user of a collection with the users of it. */
export async function searchUsers(input: unknown, { vision, collections }: RekognitionContext): Promise<SearchUsersResponse> {
  const { CollectionId, UserId, FaceId, UserMatchThreshold, MaxUsers } = parseInput(searchUsersInput, input);
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  if ((UserId === undefined) === (FaceId === undefined)) throw invalidParameters();
  if (UserId !== undefined) collection.user(UserId);
  if (FaceId !== undefined && !collection.faces.has(FaceId)) throw new AwsError('ResourceNotFoundException', `faceId ${FaceId} was not found in the collection.`);
  const vector = UserId !== undefined ? collection.userVector(UserId) : collection.faceVector(FaceId ?? '');
  const matches = vector
    ? await collection.searchUsers(vector, {
        minSimilarityPercent: UserMatchThreshold ?? DEFAULT_THRESHOLD,
        maxResults: MaxUsers ?? DEFAULT_MAX_USERS,
        ...(UserId !== undefined && { except: UserId }),
      })
    : [];
  return {
    UserMatches: toUserMatches(matches),
    FaceModelVersion: collection.embedding,
    ...(FaceId !== undefined && { SearchedFace: { FaceId } }),
    ...(UserId !== undefined && { SearchedUser: { UserId } }),
  };
}
