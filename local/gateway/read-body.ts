import type { IncomingMessage } from 'node:http';
import { ClientGoneError, GatewayError } from './gateway-error.ts';

/** The largest request that API Gateway takes. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * The request's body.
 *
 * @throws GatewayError REQUEST_TOO_LARGE, as soon as it is known, leaving the rest unread
 * @throws ClientGoneError when the client hangs up
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  if (request.destroyed) throw gone();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
    };
    const onData = (chunk: Buffer): void => {
      sizeBytes += chunk.length;
      if (sizeBytes <= MAX_BODY_BYTES) {
        chunks.push(chunk);
        return;
      }
      stop();
      request.pause();
      reject(tooLarge());
    };
    const onEnd = (): void => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const onClose = (): void => {
      stop();
      reject(gone());
    };
    request.on('data', onData).on('end', onEnd).on('close', onClose);
  });
}

const gone = (): ClientGoneError => new ClientGoneError('The client hung up before its request was whole.');
const tooLarge = (): GatewayError => new GatewayError('REQUEST_TOO_LARGE', 'Request Too Long');
