import type { IncomingMessage } from 'node:http';

interface Shape {
  operation: string;
  method: string;
  on: 'service' | 'bucket' | 'object';
  /** A parameter of the query that marks the operation. */
  query?: string;
  /** A header that marks the operation. */
  header?: string;
}

/** Parameters of the query that make a request one for something else than the bucket or object itself, whether it is served or not. */
const SUBRESOURCES = new Set([
  'accelerate', 'acl', 'analytics', 'attributes', 'cors', 'delete', 'encryption', 'intelligent-tiering', 'inventory', 'legal-hold', 'lifecycle', 'location', 'logging', 'metrics',
  'notification', 'object-lock', 'ownershipControls', 'policy', 'policyStatus', 'publicAccessBlock', 'replication', 'requestPayment', 'restore', 'retention', 'select', 'session',
  'tagging', 'torrent', 'uploadId', 'uploads', 'versionId', 'versioning', 'versions', 'website',
]);

/** The first that fits is the operation; so the marked ones come before the plain. */
const SHAPES: readonly Shape[] = [
  { operation: 'ListBuckets', method: 'GET', on: 'service' },
  { operation: 'DeleteObjects', method: 'POST', on: 'bucket', query: 'delete' },
  { operation: 'GetBucketLocation', method: 'GET', on: 'bucket', query: 'location' },
  { operation: 'GetBucketCors', method: 'GET', on: 'bucket', query: 'cors' },
  { operation: 'PutBucketCors', method: 'PUT', on: 'bucket', query: 'cors' },
  { operation: 'DeleteBucketCors', method: 'DELETE', on: 'bucket', query: 'cors' },
  { operation: 'ListObjectsV2', method: 'GET', on: 'bucket', query: 'list-type' },
  { operation: 'ListObjects', method: 'GET', on: 'bucket' },
  { operation: 'HeadBucket', method: 'HEAD', on: 'bucket' },
  { operation: 'CreateBucket', method: 'PUT', on: 'bucket' },
  { operation: 'DeleteBucket', method: 'DELETE', on: 'bucket' },
  { operation: 'PostObject', method: 'POST', on: 'bucket' },
  { operation: 'CreateMultipartUpload', method: 'POST', on: 'object', query: 'uploads' },
  { operation: 'CompleteMultipartUpload', method: 'POST', on: 'object', query: 'uploadId' },
  { operation: 'UploadPartCopy', method: 'PUT', on: 'object', query: 'uploadId', header: 'x-amz-copy-source' },
  { operation: 'UploadPart', method: 'PUT', on: 'object', query: 'uploadId' },
  { operation: 'ListParts', method: 'GET', on: 'object', query: 'uploadId' },
  { operation: 'AbortMultipartUpload', method: 'DELETE', on: 'object', query: 'uploadId' },
  { operation: 'GetObjectTagging', method: 'GET', on: 'object', query: 'tagging' },
  { operation: 'PutObjectTagging', method: 'PUT', on: 'object', query: 'tagging' },
  { operation: 'DeleteObjectTagging', method: 'DELETE', on: 'object', query: 'tagging' },
  { operation: 'CopyObject', method: 'PUT', on: 'object', header: 'x-amz-copy-source' },
  { operation: 'GetObject', method: 'GET', on: 'object' },
  { operation: 'HeadObject', method: 'HEAD', on: 'object' },
  { operation: 'PutObject', method: 'PUT', on: 'object' },
  { operation: 'DeleteObject', method: 'DELETE', on: 'object' },
];

/** The S3 operation that a request with its bucket in the path asks for; null when it is none of those above. */
export function operationOf(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): string | null {
  const [pathname = '/', ...queryString] = (request.url ?? '/').split('?');
  const parameters = new URLSearchParams(queryString.join('?'));
  const [, bucket = '', ...key] = pathname.split('/');
  const on = bucket === '' ? 'service' : key.join('/') === '' ? 'bucket' : 'object';
  const subresources = [...parameters.keys()].filter((name) => SUBRESOURCES.has(name));
  const shape = SHAPES.find(({ method, on: resource, query, header }) => method === request.method && resource === on
    && subresources.every((name) => name === query) && (query === undefined || parameters.has(query)) && (header === undefined || request.headers[header] !== undefined));
  return shape?.operation ?? null;
}
