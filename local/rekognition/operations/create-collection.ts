import type { CreateCollectionResponse } from '@aws-sdk/client-rekognition';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { createCollectionInput } from './create-collection.input.ts';

export async function createCollection(input: unknown, { collections }: RekognitionContext): Promise<CreateCollectionResponse> {
  const { CollectionId, Tags } = parseInput(createCollectionInput, input);
  const { embedding } = await collections.create(CollectionId, Tags);
  // Without "arn:", unlike DescribeCollection: so AWS answers it.
  return { StatusCode: 200, CollectionArn: `aws:rekognition:${REGION}:${ACCOUNT_ID}:collection/${CollectionId}`, FaceModelVersion: embedding };
}
