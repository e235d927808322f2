import type { ListFacesResponse } from '@aws-sdk/client-rekognition';
import { toFace } from '../faces/face.ts';
import { ordinalKey, pageOf } from '../pagination.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { listFacesInput } from './list-faces.input.ts';

const DEFAULT_PAGE_SIZE = 1_000;

/** In the order in which they were indexed; of those with both filters the ones that pass both. */
export function listFaces(input: unknown, { collections }: RekognitionContext): ListFacesResponse {
  const { CollectionId, NextToken, MaxResults, UserId, FaceIds } = parseInput(listFacesInput, input);
  const collection = collections.get(CollectionId);
  const wanted = FaceIds && new Set(FaceIds);
  const faces = [...collection.faces.values()].filter(({ faceId }) => (wanted?.has(faceId) ?? true) && (UserId === undefined || collection.userOf(faceId) === UserId));
  const { items, nextToken } = pageOf(faces, {
    list: 'faces',
    token: NextToken,
    size: MaxResults,
    defaultSize: DEFAULT_PAGE_SIZE,
    keyOf: ordinalKey,
  });
  return {
    Faces: items.map((face) => toFace(face, collection)),
    FaceModelVersion: collection.embedding,
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}
