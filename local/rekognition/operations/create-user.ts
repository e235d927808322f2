import type { CreateUserResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { tokenedRequest } from '../collections/request-token.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { createUserInput } from './create-user.input.ts';

/** A user without faces: AssociateFaces gives it some. */
export async function createUser(input: unknown, { collections }: RekognitionContext): Promise<CreateUserResponse> {
  const parameters = parseInput(createUserInput, input);
  const { CollectionId, UserId } = parameters;
  const collection = collections.get(CollectionId);
  return collection.decide(tokenedRequest('CreateUser', parameters), () => {
    if (collection.users.has(UserId)) throw new AwsError('ConflictException', `The user id: ${UserId} already exists in the collection id: ${CollectionId}`);
    return { change: { kind: 'user-created', ordinal: collection.nextOrdinal, userId: UserId }, answer: {} };
  });
}
