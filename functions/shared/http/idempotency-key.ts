import type { APIGatewayProxyEvent } from 'aws-lambda';
import { z } from 'zod';
import { InvalidRequestError } from '../../../domain/errors.ts';
import { headerOf } from './request.ts';

const IdempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/**
 * The request's Idempotency-Key; null when it has none.
 * @throws InvalidRequestError
 */
export function idempotencyKeyOf(event: APIGatewayProxyEvent): string | null {
  const header = headerOf(event, 'Idempotency-Key');
  if (header === null) return null;
  const key = IdempotencyKeySchema.safeParse(header);
  if (!key.success) throw new InvalidRequestError('Idempotency-Key must be 1 to 255 visible ASCII characters.', { field: 'Idempotency-Key' });
  return key.data;
}
