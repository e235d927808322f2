import type { ListTagsForResourceResponse } from '@aws-sdk/client-rekognition';
import { collectionIdOf } from '../collections/collection-arn.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { listTagsForResourceInput } from './list-tags-for-resource.input.ts';

/** Of a collection: there is nothing else here that could have tags. */
export function listTagsForResource(input: unknown, { collections }: RekognitionContext): ListTagsForResourceResponse {
  const { ResourceArn } = parseInput(listTagsForResourceInput, input);
  return { Tags: collections.get(collectionIdOf(ResourceArn)).tags };
}
