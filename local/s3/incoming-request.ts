import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { AwsChunkedDecoder } from './aws-chunked.ts';
import { ACCESS_KEY_ID } from './s3rver.ts';

/**
 * A request in the form that s3rver understands: the bucket in the path, its own access key in the credentials, whatever those of
 * the client are, and a body without the `aws-chunked` encoding that SDKs and the CLI use for a stream.
 */
export function prepareRequest(request: IncomingMessage): IncomingMessage {
  const { headers } = request;
  request.url = withOwnCredential(pathStyleUrl(request.url, headers.host));
  if (headers.authorization !== undefined) headers.authorization = headers.authorization.replace(/Credential=[^,\s]*?(?=(?:\/[^/,\s]*){4}(?:,|$))/, `Credential=${ACCESS_KEY_ID}`);
  return isChunked(request) ? decodeBody(request) : request;
}

/** The URL with the bucket in its path: `http://bucket.localhost/key` and `http://bucket.s3.localhost/key` name it by the host. */
export function pathStyleUrl(url = '/', host = ''): string {
  const bucket = /^(.+?)(?:\.s3)?\.localhost(?::\d+)?$/i.exec(host)?.[1];
  return bucket === undefined || bucket === 's3' ? url : `/${bucket}${url}`;
}

/** For a URL presigned by version 4 or version 2 of the signature. */
function withOwnCredential(url: string): string {
  return url
    .replace(/([?&]X-Amz-Credential=)[^&]*?(?=(?:(?:%2F|\/)[^&/%]*){4}(?:&|$))/i, `$1${ACCESS_KEY_ID}`)
    .replace(/([?&]AWSAccessKeyId=)[^&]*/, `$1${ACCESS_KEY_ID}`);
}

function isChunked(request: IncomingMessage): boolean {
  return String(request.headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-');
}

function decodeBody(request: IncomingMessage): IncomingMessage {
  const decodedLength = String(request.headers['x-amz-decoded-content-length'] ?? '');
  const headers: IncomingHttpHeaders = { ...request.headers, 'content-length': decodedLength, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
  delete headers['transfer-encoding'];
  delete headers['content-encoding'];
  const encodings = (request.headers['content-encoding'] ?? '').split(',').map((encoding) => encoding.trim());
  const ownEncodings = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked');
  if (ownEncodings.length > 0) headers['content-encoding'] = ownEncodings.join(',');

  const body = request.pipe(new AwsChunkedDecoder(Number(decodedLength)));
  body.on('error', () => {
    // Whoever reads the body later is told; until then somebody must listen, or the error would end the process.
  });
  request.once('close', () => {
    if (!request.complete) body.destroy(Object.assign(new Error('The client cut the request short.'), { code: 'ECONNRESET' }));
  });
  // s3rver reads these members of a request and its body, nothing else.
  const { method, url, httpVersion, socket } = request;
  return Object.assign(body, { method, url, httpVersion, socket, headers }) as unknown as IncomingMessage;
}
