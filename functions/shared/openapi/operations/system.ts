import { z } from 'zod';
import type { Operation } from '../operation.ts';

const tag = 'System';

export const SYSTEM_OPERATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/health',
    operationId: 'getHealth',
    tag,
    summary: 'Answers that the API is there.',
    groups: 'public',
    answers: { 200: { description: 'It is.', schema: z.object({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' }) } },
  },
  {
    method: 'get',
    path: '/openapi.json',
    operationId: 'getOpenApi',
    tag,
    summary: 'Answers this description.',
    groups: 'public',
    answers: { 200: { description: 'The description.', schema: z.looseObject({ openapi: z.string() }) } },
  },
];
