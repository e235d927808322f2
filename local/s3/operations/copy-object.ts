import { S3Error } from '../errors.ts';
import { answerXml } from '../protocol/answer.ts';
import { openCopySource } from '../protocol/copy-source.ts';
import { metadataOf } from '../protocol/object-headers.ts';
import type { Operation } from './context.ts';
import { taggingOf } from './object-tagging.ts';
import { conditionOf } from './put-object.ts';

export const copyObject: Operation = async ({ store, onObjectCreated }, request, response) => {
  const { bucket, key, headers } = request;
  const source = openCopySource(store, request);
  try {
    const replaces = headers['x-amz-metadata-directive'] === 'REPLACE';
    if (!replaces && source.bucket === bucket && source.key === key) {
      throw new S3Error('InvalidRequest', 'This copy request is illegal because it is trying to copy an object to itself without changing the object\'s metadata, storage class, website redirect location or encryption attributes.');
    }
    const tagging = headers['x-amz-tagging-directive'] === 'REPLACE' ? taggingOf(headers) : store.tagging(source.bucket, source.key);
    const written = await store.put(bucket, key, source.content, { metadata: replaces ? metadataOf(headers) : source.metadata, tagging, etag: source.stat.etag, ...conditionOf(request) });
    onObjectCreated({ bucket, key, ...written, reason: 'CopyObject' });
    answerXml(response, 'CopyObjectResult', { LastModified: new Date().toISOString(), ETag: `"${written.etag}"` });
  } finally {
    source.content.destroy();
  }
};
