import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.ts';

/**
 * The request's body as text.
 *
 * @throws AwsError RequestEntityTooLargeException, HTTP 413, as soon as it is known, leaving the rest unread; SerializationException when
 * it is no UTF-8
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = (): AwsError => new AwsError('RequestEntityTooLargeException', `HTTP content length exceeded ${maxBytes} bytes.`, { statusCode: 413 });
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // Leaving the loop must not destroy the connection, over which the answer still has to go.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AwsError('SerializationException', 'The request body is not UTF-8.', { cause });
  }
}
