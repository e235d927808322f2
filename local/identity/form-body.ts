import type { IncomingMessage } from 'node:http';

/** An address and a password, with room to spare. */
const LIMIT_BYTES = 8 * 1024;

/** A request's body that is no form, or too long for one. */
export class FormBodyError extends Error {
  override readonly name = 'FormBodyError';
  readonly statusCode: 413 | 415;

  constructor(statusCode: 413 | 415) {
    super(statusCode === 413 ? `A form may have ${LIMIT_BYTES} bytes.` : 'The body is not a form.');
    this.statusCode = statusCode;
  }
}

/**
 * Reads a submitted form of up to 8 KiB.
 *
 * @throws FormBodyError
 */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const [type] = (request.headers['content-type'] ?? '').split(';');
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') throw new FormBodyError(415);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // Left open beyond the limit, so that the refusal can still be answered on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > LIMIT_BYTES) throw new FormBodyError(413);
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
