import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { AwsError } from '../../aws/aws-error.ts';
import { readBody } from '../../aws/read-body.ts';
import { S3Error } from '../errors.ts';
import type { ExpectedChecksum, ReceiveOptions } from '../store/receive.ts';
import { AwsChunkedDecoder } from './aws-chunked.ts';
import { headerOf } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';

/** A thousand keys of a thousand bytes, escaped. */
const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;
const CHECKSUM_HEADERS = [
  ['content-md5', 'MD5', 16],
  ['x-amz-checksum-crc32', 'CRC32', 4],
  ['x-amz-checksum-sha1', 'SHA1', 20],
  ['x-amz-checksum-sha256', 'SHA256', 32],
] as const;

/** The content that a request brings, without the `aws-chunked` encoding that SDKs and the CLI use for a stream. */
export function contentOf({ http, headers }: S3Request): Readable {
  if (!isChunked(headers['x-amz-content-sha256'])) {
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
    return http;
  }
  const body = http.pipe(new AwsChunkedDecoder(Number(headers['x-amz-decoded-content-length'])));
  body.on('error', () => {
    // Whoever reads the body later is told; until then somebody must listen, or the error would end the process.
  });
  http.once('close', () => {
    if (!http.complete) body.destroy(Object.assign(new Error('The client cut the request short.'), { code: 'ECONNRESET' }));
  });
  return body;
}

/** The checksums that the content must have. Those that trail a stream are not verified. @throws S3Error InvalidDigest */
export function checksumsOf(headers: IncomingHttpHeaders): Pick<ReceiveOptions, 'checksums'> {
  const checksums = CHECKSUM_HEADERS.flatMap(([name, algorithm, sizeBytes]): ExpectedChecksum[] => {
    const value = headerOf(headers, name);
    if (value === undefined) return [];
    if (Buffer.from(value, 'base64').length !== sizeBytes) throw new S3Error('InvalidDigest', `The value of the header ${name} is not a checksum of its kind.`);
    return [{ algorithm, value }];
  });
  const payload = headerOf(headers, 'x-amz-content-sha256') ?? '';
  if (/^[0-9a-f]{64}$/i.test(payload)) checksums.push({ algorithm: 'SHA256', value: Buffer.from(payload, 'hex').toString('base64') });
  return { checksums };
}

/** The document that a request brings. @throws S3Error MalformedXML when it is too long, or no text */
export async function documentOf({ http }: S3Request): Promise<string> {
  try {
    return await readBody(http, MAX_DOCUMENT_BYTES);
  } catch (cause) {
    throw cause instanceof AwsError ? new S3Error('MalformedXML', cause.message, {}, { cause }) : cause;
  }
}

function isChunked(payload: string | string[] | undefined): boolean {
  return String(payload ?? '').startsWith('STREAMING-');
}
