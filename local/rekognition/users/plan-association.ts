import type { UnsuccessfulFaceAssociation } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import type { Collection } from '../collections/collection.ts';
import type { StoredUser } from '../collections/stored-user.ts';

/** Faces that one user may have. Source: Amazon Rekognition, Guidelines and quotas. */
const MAX_FACES_OF_USER = 100;

/**
 * Which of some faces become a user's, and why the others do not. A user who has faces already is compared with each; the first ones of a
 * user are taken on trust.
 *
 * @throws AwsError ServiceQuotaExceededException when the user has as many faces as there may be
 */
export function planAssociation(collection: Collection, user: StoredUser, asked: readonly string[], minSimilarityPercent: number): { faceIds: string[]; unsuccessful: UnsuccessfulFaceAssociation[] } {
  const faceIds: string[] = [];
  const unsuccessful: UnsuccessfulFaceAssociation[] = [];
  for (const faceId of new Set(asked)) {
    if (user.faceIds.includes(faceId)) continue;
    const objection = objectionTo(collection, user, faceId, minSimilarityPercent);
    if (objection) {
      unsuccessful.push(objection);
    } else if (user.faceIds.length >= MAX_FACES_OF_USER) {
      throw new AwsError('ServiceQuotaExceededException', `The user id: ${user.userId} has ${MAX_FACES_OF_USER} faces, which is the limit.`);
    } else if (user.faceIds.length + faceIds.length >= MAX_FACES_OF_USER) {
      // The enumeration of reasons has none for this.
      unsuccessful.push({ FaceId: faceId, UserId: user.userId, Reasons: [] });
    } else {
      faceIds.push(faceId);
    }
  }
  return { faceIds, unsuccessful };
}

function objectionTo(collection: Collection, user: StoredUser, faceId: string, minSimilarityPercent: number): UnsuccessfulFaceAssociation | null {
  if (!collection.faces.has(faceId)) return { FaceId: faceId, Reasons: ['FACE_NOT_FOUND'] };
  const owner = collection.userOf(faceId);
  if (owner !== undefined) return { FaceId: faceId, UserId: owner, Reasons: ['ASSOCIATED_TO_A_DIFFERENT_USER'] };
  const similarityPercent = collection.similarityToUser(faceId, user.userId);
  if (similarityPercent === null || similarityPercent >= minSimilarityPercent) return null;
  return { FaceId: faceId, UserId: user.userId, Confidence: similarityPercent, Reasons: ['LOW_MATCH_CONFIDENCE'] };
}
