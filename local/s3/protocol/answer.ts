import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { S3Error } from '../errors.ts';
import type { XmlElements } from './xml.ts';
import { writeXml } from './xml.ts';

/** Answers without a body. */
export function answerEmpty(response: ServerResponse, statusCode: number, headers: OutgoingHttpHeaders = {}): void {
  const length = statusCode === 204 || statusCode === 304 ? {} : { 'content-length': 0 };
  response.writeHead(statusCode, { 'x-amz-request-id': randomUUID(), ...length, ...headers }).end();
}

/** Answers a document. */
export function answerXml(response: ServerResponse, root: string, content: XmlElements, statusCode = 200, headers: OutgoingHttpHeaders = {}): void {
  const body = writeXml(root, content);
  response.writeHead(statusCode, { 'x-amz-request-id': randomUUID(), 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body), ...headers }).end(body);
}

/** Answers an error; too late once the answer has begun: then the connection's end says that it is not whole. */
export function answerS3Error(response: ServerResponse, error: S3Error): void {
  if (response.headersSent) response.destroy();
  else if (error.statusCode === 304) answerEmpty(response, 304);
  else answerXml(response, 'Error', { Code: error.code, Message: error.message, ...error.detail }, error.statusCode);
}
