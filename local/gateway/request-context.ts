import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT_ID } from '../aws/service.ts';

/** What the gateway knows of a request before anything is decided; mapping templates and events take from it. */
export interface RequestContext {
  accountId: string;
  apiId: string;
  domainName: string;
  domainPrefix: string;
  extendedRequestId: string;
  httpMethod: string;
  identity: { sourceIp: string; userAgent: string | null };
  /** With the stage. */
  path: string;
  protocol: string;
  requestId: string;
  /** In the form of the common log format, for example `09/Apr/2026:12:34:56 +0000`. */
  requestTime: string;
  requestTimeEpoch: number;
  stage: string;
}

export function createRequestContext(request: IncomingMessage, { apiId, stageName }: { apiId: string; stageName: string }): RequestContext {
  const now = new Date();
  const domainName = (request.headers.host ?? 'localhost').replace(/:\d+$/, '');
  return {
    accountId: ACCOUNT_ID,
    apiId,
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? domainName,
    extendedRequestId: randomBytes(11).toString('base64'),
    httpMethod: request.method ?? 'GET',
    identity: { sourceIp: (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''), userAgent: request.headers['user-agent'] ?? null },
    path: `/${stageName}`,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: randomUUID(),
    requestTime: commonLogTime(now),
    requestTimeEpoch: now.getTime(),
    stage: stageName,
  };
}

function commonLogTime(date: Date): string {
  const [, day = '', month = '', year = '', time = ''] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
