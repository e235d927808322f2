import type { UntagResourceResponse } from '@aws-sdk/client-rekognition';
import { collectionIdOf } from '../collections/collection-arn.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { untagResourceInput } from './untag-resource.input.ts';

/** Keys that are not there are passed by. */
export async function untagResource(input: unknown, { collections }: RekognitionContext): Promise<UntagResourceResponse> {
  const { ResourceArn, TagKeys } = parseInput(untagResourceInput, input);
  const collection = collections.get(collectionIdOf(ResourceArn));
  return collection.decide(null, () => ({
    change: { kind: 'tags-set', tags: Object.fromEntries(Object.entries(collection.tags).filter(([key]) => !TagKeys.includes(key))) },
    answer: {},
  }));
}
