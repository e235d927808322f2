import type { UserStatus } from '@aws-sdk/client-rekognition';
import type { StoredUser } from '../collections/stored-user.ts';

/** Changes are complete when they are answered, so that nobody is ever UPDATING. */
export function userStatus({ faceIds }: Pick<StoredUser, 'faceIds'>): UserStatus {
  return faceIds.length > 0 ? 'ACTIVE' : 'CREATED';
}
