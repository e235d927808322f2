import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { discardRest } from '../discard-rest.ts';
import type { AwsError } from './aws-error.ts';

/**
 * Answers a request that reaches no operation, in the form that its client can read: JSON for a request with a target or a JSON
 * body, else the XML of S3.
 */
export function answerError(request: IncomingMessage, response: ServerResponse, error: AwsError): void {
  if (response.destroyed) return;
  response.once('finish', () => {
    discardRest(request);
  });
  const requestId = randomUUID();
  if (speaksJson(request)) {
    const contentType = isAwsJson(request) ? request.headers['content-type'] : 'application/x-amz-json-1.1';
    response.writeHead(error.statusCode, { 'content-type': contentType, 'x-amzn-requestid': requestId });
    response.end(JSON.stringify({ __type: error.code, message: error.message, ...error.members }));
    return;
  }
  const fields = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message><RequestId>${requestId}</RequestId>`;
  response.writeHead(error.statusCode, { 'content-type': 'application/xml', 'x-amz-request-id': requestId });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${fields}</Error>`);
}

/** Whether the request is one of AWS JSON, not one of S3's. */
export function speaksJson(request: IncomingMessage): boolean {
  return request.headers['x-amz-target'] !== undefined || isAwsJson(request);
}

function isAwsJson(request: IncomingMessage): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-amz-json');
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
