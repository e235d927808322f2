import type { UserMatch } from '@aws-sdk/client-rekognition';
import type { UserMatch as FoundUser } from '../collections/collection.ts';
import { userStatus } from './user-status.ts';

/** What a search found, as Rekognition gives it. */
export function toUserMatches(matches: readonly FoundUser[]): UserMatch[] {
  return matches.map(({ user, similarityPercent }) => ({ Similarity: similarityPercent, User: { UserId: user.userId, UserStatus: userStatus(user) } }));
}
