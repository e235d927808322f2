import type { IncomingMessage } from 'node:http';
import { ClientGoneError, GatewayError } from './gateway-error.ts';

/** The largest request that API Gateway takes. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** What is read and thrown away of a body that nobody wants, so that a client that is still sending can read the answer. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;
const MAX_DISCARDING_MS = 10_000;

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

/** Reads on to the end of a request that has been answered already, within limits; beyond them the connection is cut. */
export function discardRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  const { socket } = request;
  let sizeBytes = 0;
  const count = (chunk: Buffer): void => {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_DISCARDED_BYTES) socket.destroy();
  };
  const timer = setTimeout(() => socket.destroy(), MAX_DISCARDING_MS);
  // An answered request no longer hears of its connection's end.
  const stop = (): void => {
    clearTimeout(timer);
    socket.off('close', stop);
    request.off('data', count);
  };
  socket.once('close', stop);
  request.on('data', count).once('end', stop).resume();
}

const gone = (): ClientGoneError => new ClientGoneError('The client hung up before its request was whole.');
const tooLarge = (): GatewayError => new GatewayError('REQUEST_TOO_LARGE', 'Request Too Long');
