import { S3Error } from '../errors.ts';
import { answerEmpty, answerXml } from '../protocol/answer.ts';
import type { Operation } from './context.ts';

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET_NAME = /^(?=.{3,63}$)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*(?<!-)$/;
const OWNER = { ID: 'local', DisplayName: 'local' };

export const listBuckets: Operation = ({ store }, _request, response) => {
  const buckets = store.buckets.list().map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt.toISOString() }));
  answerXml(response, 'ListAllMyBucketsResult', { Owner: OWNER, Buckets: { Bucket: buckets } });
};

export const headBucket: Operation = ({ store }, { bucket }, response) => {
  store.buckets.mustExist(bucket);
  answerEmpty(response, 200);
};

export const createBucket: Operation = ({ store }, { bucket }, response) => {
  if (!BUCKET_NAME.test(bucket)) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: bucket });
  if (store.buckets.exists(bucket)) throw new S3Error('BucketAlreadyOwnedByYou', 'Your previous request to create the named bucket succeeded and you already own it.', { BucketName: bucket });
  store.buckets.create(bucket);
  answerEmpty(response, 200, { location: `/${bucket}` });
};

export const deleteBucket: Operation = ({ store }, { bucket }, response) => {
  store.deleteBucket(bucket);
  answerEmpty(response, 204);
};

export const getBucketLocation: Operation = ({ store }, { bucket }, response) => {
  store.buckets.mustExist(bucket);
  // Nothing stands for us-east-1.
  answerXml(response, 'LocationConstraint', {});
};

export const getBucketCors: Operation = ({ store, corsRulesOf }, { bucket }, response) => {
  store.buckets.mustExist(bucket);
  const rules = corsRulesOf(bucket).map((rule) => ({
    AllowedHeader: rule.allowedHeaders,
    AllowedMethod: rule.allowedMethods,
    AllowedOrigin: rule.allowedOrigins,
    ExposeHeader: rule.exposedHeaders,
    MaxAgeSeconds: rule.maxAgeSeconds ?? undefined,
  }));
  if (rules.length === 0) throw new S3Error('NoSuchCORSConfiguration', 'The CORS configuration does not exist', { BucketName: bucket });
  answerXml(response, 'CORSConfiguration', { CORSRule: rules });
};
