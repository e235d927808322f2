import middy from '@middy/core';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Context } from 'aws-lambda';
import type { z } from 'zod';
import { logger } from '../logger.ts';

/**
 * A function that a state machine calls: its payload parsed by a schema, its errors left to the machine, which retries, catches or fails
 * by their names.
 */
export function taskHandler<Payload, Result>(schema: z.ZodType<Payload>, handle: (payload: Payload) => Promise<Result>): (event: unknown, context: Context) => Promise<Result> {
  return middy<unknown, Result>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event) => handle(schema.parse(event)));
}
