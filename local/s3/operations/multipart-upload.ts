import { z } from 'zod';
import { answerEmpty, answerXml } from '../protocol/answer.ts';
import { openCopySource } from '../protocol/copy-source.ts';
import { metadataOf } from '../protocol/object-headers.ts';
import { checksumsOf, contentOf, documentOf } from '../protocol/request-body.ts';
import type { S3Request } from '../protocol/s3-request.ts';
import { readXml } from '../protocol/xml.ts';
import type { Operation } from './context.ts';

const Document = z.object({
  Part: z.array(z.object({ PartNumber: z.tuple([z.coerce.number().int()]), ETag: z.tuple([z.string()]) })).min(1),
});

export const createMultipartUpload: Operation = async ({ uploads }, { bucket, key, headers }, response) => {
  const uploadId = await uploads.create(bucket, { key, metadata: metadataOf(headers) });
  answerXml(response, 'InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: uploadId });
};

export const uploadPart: Operation = async ({ uploads }, request, response) => {
  const { md5 } = await uploads.putPart(request.bucket, request.key, uploadIdOf(request), partNumberOf(request), contentOf(request), checksumsOf(request.headers));
  answerEmpty(response, 200, { etag: `"${md5}"` });
};

export const uploadPartCopy: Operation = async ({ store, uploads }, request, response) => {
  const { content } = openCopySource(store, request);
  try {
    const { md5 } = await uploads.putPart(request.bucket, request.key, uploadIdOf(request), partNumberOf(request), content, {});
    answerXml(response, 'CopyPartResult', { LastModified: new Date().toISOString(), ETag: `"${md5}"` });
  } finally {
    content.destroy();
  }
};

export const listParts: Operation = async ({ uploads }, request, response) => {
  const { bucket, key } = request;
  const parts = await uploads.parts(bucket, key, uploadIdOf(request));
  answerXml(response, 'ListPartsResult', {
    Bucket: bucket,
    Key: key,
    UploadId: uploadIdOf(request),
    IsTruncated: false,
    Part: parts.map(({ number, md5, sizeBytes, modifiedAt }) => ({ PartNumber: number, LastModified: modifiedAt.toISOString(), ETag: `"${md5}"`, Size: sizeBytes })),
  });
};

export const completeMultipartUpload: Operation = async ({ uploads, onObjectCreated }, request, response) => {
  const { bucket, key } = request;
  const { Part: parts } = readXml(await documentOf(request), 'CompleteMultipartUpload', Document);
  const written = await uploads.complete(bucket, key, uploadIdOf(request), parts.map(({ PartNumber: [number], ETag: [etag] }) => ({ number, md5: etag.replaceAll('"', '') })));
  onObjectCreated({ bucket, key, ...written, reason: 'CompleteMultipartUpload' });
  answerXml(response, 'CompleteMultipartUploadResult', { Location: `http://${request.http.headers.host ?? ''}/${bucket}/${encodeURI(key)}`, Bucket: bucket, Key: key, ETag: `"${written.etag}"` });
};

export const abortMultipartUpload: Operation = async ({ uploads }, request, response) => {
  await uploads.abort(request.bucket, request.key, uploadIdOf(request));
  answerEmpty(response, 204);
};

const uploadIdOf = ({ query }: S3Request): string => query.get('uploadId') ?? '';
const partNumberOf = ({ query }: S3Request): string => query.get('partNumber') ?? '';
