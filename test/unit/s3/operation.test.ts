import { describe, expect, it } from '@jest/globals';
import { operationOf } from '../../../local/s3/protocol/operation.ts';

describe('the S3 operation of a request', () => {
  it.each([
    ['GET', '/', {}, 'ListBuckets'],
    ['GET', '/?x-id=ListBuckets', {}, 'ListBuckets'],
    ['GET', '/frames', {}, 'ListObjects'],
    ['GET', '/frames/?list-type=2&prefix=a%2Fb', {}, 'ListObjectsV2'],
    ['POST', '/frames?delete=', {}, 'DeleteObjects'],
    ['HEAD', '/frames', {}, 'HeadBucket'],
    ['HEAD', '/frames/a', {}, 'HeadObject'],
    ['GET', '/frames/a/b%3Fc?x-id=GetObject', {}, 'GetObject'],
    ['PUT', '/frames/a', {}, 'PutObject'],
    ['PUT', '/frames/a', { 'x-amz-copy-source': 'frames/b' }, 'CopyObject'],
    ['PUT', '/frames/a?partNumber=1&uploadId=u', {}, 'UploadPart'],
    ['PUT', '/frames/a?partNumber=1&uploadId=u', { 'x-amz-copy-source': 'frames/b' }, 'UploadPartCopy'],
    ['POST', '/frames/a?uploads', {}, 'CreateMultipartUpload'],
    ['POST', '/frames/a?uploadId=u', {}, 'CompleteMultipartUpload'],
    ['DELETE', '/frames/a', {}, 'DeleteObject'],
    ['PATCH', '/frames/a', {}, null],
    ['OPTIONS', '*', {}, null],
  ])('%s %s %j is %s', (method, url, headers, operation) => {
    expect(operationOf({ method, url, headers })).toBe(operation);
  });
});
