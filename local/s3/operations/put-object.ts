import { S3Error } from '../errors.ts';
import { answerEmpty } from '../protocol/answer.ts';
import { metadataOf } from '../protocol/object-headers.ts';
import { checksumsOf, contentOf } from '../protocol/request-body.ts';
import type { S3Request } from '../protocol/s3-request.ts';
import { headerOf } from '../protocol/s3-request.ts';
import type { PutOptions } from '../store/object-store.ts';
import type { Operation } from './context.ts';
import { taggingOf } from './object-tagging.ts';

export const putObject: Operation = async ({ store, onObjectCreated }, request, response) => {
  const { bucket, key, headers } = request;
  const written = await store.put(bucket, key, contentOf(request), { metadata: metadataOf(headers), tagging: taggingOf(headers), ...checksumsOf(headers), ...conditionOf(request) });
  onObjectCreated({ bucket, key, ...written, reason: 'PutObject' });
  answerEmpty(response, 200, { etag: `"${written.etag}"` });
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function conditionOf({ headers }: S3Request): Pick<PutOptions, 'condition'> {
  const [ifMatch, ifNoneMatch] = [headerOf(headers, 'if-match'), headerOf(headers, 'if-none-match')];
  if (ifMatch !== undefined && ifNoneMatch === undefined && ifMatch !== '*') return { condition: { ifEtag: ifMatch.replaceAll('"', '') } };
  if (ifNoneMatch === '*' && ifMatch === undefined) return { condition: { ifAbsent: true } };
  if (ifMatch === undefined && ifNoneMatch === undefined) return {};
  throw new S3Error('NotImplemented', 'A header you provided implies functionality that is not implemented.', { Header: ifNoneMatch === undefined ? 'If-Match' : 'If-None-Match' });
}
