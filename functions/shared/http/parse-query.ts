import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { z } from 'zod';
import { invalidRequest } from './invalid-request.ts';

/**
 * The query's parameters by their schema; a repeated one counts with its last value, as API Gateway has it.
 * @throws InvalidRequestError with the first wrong parameter
 */
export function parseQuery<Query>(event: APIGatewayProxyEvent, schema: z.ZodType<Query>): Query {
  const result = schema.safeParse(event.queryStringParameters ?? {});
  if (!result.success) throw invalidRequest(result.error);
  return result.data;
}
