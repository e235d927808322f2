import type { DescribeCollectionResponse } from '@aws-sdk/client-rekognition';
import { collectionArn } from '../collections/collection-arn.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { describeCollectionInput } from './describe-collection.input.ts';

/** As on the wire: times are seconds since 1970. */
type OnTheWire = Omit<DescribeCollectionResponse, 'CreationTimestamp'> & { CreationTimestamp: number };

export function describeCollection(input: unknown, { collections }: RekognitionContext): OnTheWire {
  const { CollectionId } = parseInput(describeCollectionInput, input);
  const collection = collections.get(CollectionId);
  return {
    FaceCount: collection.faces.size,
    FaceModelVersion: collection.embedding,
    CollectionARN: collectionArn(CollectionId),
    CreationTimestamp: collection.createdAt.getTime() / 1_000,
    UserCount: collection.users.size,
  };
}
