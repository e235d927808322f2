import type { DeleteUserResponse } from '@aws-sdk/client-rekognition';
import { tokenedRequest } from '../collections/request-token.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { deleteUserInput } from './delete-user.input.ts';

/** The user's faces stay in the collection. When it answers, nothing of the user is left on disk. */
export async function deleteUser(input: unknown, { collections }: RekognitionContext): Promise<DeleteUserResponse> {
  const parameters = parseInput(deleteUserInput, input);
  const { CollectionId, UserId } = parameters;
  const collection = collections.get(CollectionId);
  return collection.decide(tokenedRequest('DeleteUser', parameters), () => {
    collection.user(UserId);
    return { change: { kind: 'user-removed', userId: UserId }, answer: {} };
  });
}
