import type { SearchUsersByImageResponse, UnsearchedFace } from '@aws-sdk/client-rekognition';
import { assertComparable } from '../faces/assert-comparable.ts';
import { toFaceDetail } from '../faces/face-detail.ts';
import { type JudgedFace, judgedFaces, vectorsOf } from '../faces/judged-faces.ts';
import { loadImage } from '../image-loader.ts';
import { toUserMatches } from '../users/user-matches.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { searchUsersByImageInput } from './search-users-by-image.input.ts';

const DEFAULT_THRESHOLD = 80;
const DEFAULT_MAX_USERS = 500;

/** Compares the largest face of an image, of those that pass the filter, with the users of a collection. Without such a face nobody is found. */
export async function searchUsersByImage(input: unknown, { vision, readS3Object, collections }: RekognitionContext): Promise<SearchUsersByImageResponse> {
  const { CollectionId, Image, UserMatchThreshold, MaxUsers, QualityFilter } = parseInput(searchUsersByImageInput, input);
  const collection = collections.get(CollectionId);
  assertComparable(collection, vision);
  const bytes = await loadImage(Image, readS3Object);
  const faces = await judgedFaces(vision, bytes, QualityFilter ?? 'NONE');
  const largest = faces.find(({ reasons }) => reasons.length === 0);
  const [vector] = largest ? await vectorsOf(vision, bytes, [largest]) : [];
  const matches = vector ? await collection.searchUsers(vector, { minSimilarityPercent: UserMatchThreshold ?? DEFAULT_THRESHOLD, maxResults: MaxUsers ?? DEFAULT_MAX_USERS }) : [];
  return {
    UserMatches: toUserMatches(matches),
    FaceModelVersion: collection.embedding,
    ...(largest && { SearchedFace: { FaceDetail: toFaceDetail(largest.face, ['DEFAULT']) } }),
    UnsearchedFaces: faces.filter((face) => face !== largest).map(toUnsearchedFace),
  };
}

function toUnsearchedFace({ face, reasons }: JudgedFace): UnsearchedFace {
  return { FaceDetails: toFaceDetail(face, ['DEFAULT']), Reasons: reasons.length > 0 ? [...reasons] : ['FACE_NOT_LARGEST'] };
}
