import type { SearchUsersByImageResponse, UnsearchedFace } from '@aws-sdk/client-rekognition';
import { toFaceDetail } from '../faces/face-detail.ts';
import type { JudgedFace } from '../faces/judged-faces.ts';
import { searchedFace } from '../faces/searched-face.ts';
import { toUserMatches } from '../users/user-matches.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { searchUsersByImageInput } from './search-users-by-image.input.ts';

const DEFAULT_THRESHOLD = 80;
const DEFAULT_MAX_USERS = 500;

/** Compares the largest face of an image, of those that pass the filter, with the users of a collection. Without such a face nobody is found. */
export async function searchUsersByImage(input: unknown, context: RekognitionContext): Promise<SearchUsersByImageResponse> {
  const { CollectionId, Image, UserMatchThreshold, MaxUsers, QualityFilter } = parseInput(searchUsersByImageInput, input);
  const collection = context.collections.get(CollectionId);
  const { faces, searched } = await searchedFace(context, collection, Image, QualityFilter);
  const matches = searched ? await collection.searchUsers(searched.vector, { minSimilarityPercent: UserMatchThreshold ?? DEFAULT_THRESHOLD, maxResults: MaxUsers ?? DEFAULT_MAX_USERS }) : [];
  return {
    UserMatches: toUserMatches(matches),
    FaceModelVersion: collection.embedding,
    ...(searched && { SearchedFace: { FaceDetail: toFaceDetail(searched.judged.face, ['DEFAULT']) } }),
    UnsearchedFaces: faces.filter((face) => face !== searched?.judged).map(toUnsearchedFace),
  };
}

function toUnsearchedFace({ face, reasons }: JudgedFace): UnsearchedFace {
  return { FaceDetails: toFaceDetail(face, ['DEFAULT']), Reasons: reasons.length > 0 ? [...reasons] : ['FACE_NOT_LARGEST'] };
}
