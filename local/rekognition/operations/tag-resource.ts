import type { TagResourceResponse } from '@aws-sdk/client-rekognition';
import { AwsError } from '../../aws/aws-error.ts';
import { collectionIdOf } from '../collections/collection-arn.ts';
import { MAX_TAGS } from '../validation/common-shapes.ts';
import { parseInput } from '../validation/shapes.ts';
import type { RekognitionContext } from './context.ts';
import { tagResourceInput } from './tag-resource.input.ts';

/** A key that is there already gets the new value. */
export async function tagResource(input: unknown, { collections }: RekognitionContext): Promise<TagResourceResponse> {
  const { ResourceArn, Tags } = parseInput(tagResourceInput, input);
  const collection = collections.get(collectionIdOf(ResourceArn));
  return collection.decide(null, () => {
    const tags = { ...collection.tags, ...Tags };
    if (Object.keys(tags).length > MAX_TAGS) throw new AwsError('ServiceQuotaExceededException', `The collection id: ${collection.id} would have more than ${MAX_TAGS} tags, which is the limit.`);
    return { change: { kind: 'tags-set', tags }, answer: {} };
  });
}
