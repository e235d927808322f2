import type { IncomingMessage } from 'node:http';

/** What is read and thrown away of a body that nobody wants, so that a client that is still sending can read the answer. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;
const MAX_DISCARDING_MS = 10_000;

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
