import { z } from 'zod';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { toExecutionView } from './shared/execution-view.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';

const DEFAULT_RANGE_MS = 30 * 86_400_000;

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema, EXECUTIONS_BY_DAY_INDEX: NameSchema });
const executions = new DynamoDbExecutions(createDocumentClient(), environment.EXECUTIONS_TABLE, { byDay: environment.EXECUTIONS_BY_DAY_INDEX });

const TimeSchema = z.iso.datetime({ offset: true, error: 'This must be an ISO 8601 time with its offset.' }).transform((time) => new Date(time).toISOString());
const QuerySchema = z
  .object({
    machine: z.enum(['verify-frame', 'register-face'], 'machine must be verify-frame or register-face.').optional(),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT'], 'status must be RUNNING, SUCCEEDED, FAILED or TIMED_OUT.').optional(),
    from: TimeSchema.optional(),
    to: TimeSchema.optional(),
    cursor: z.string().optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['from'], message: 'from must not be after to.' });

/** `GET /executions`: newest first; of the last 30 days unless the query says otherwise. */
export const handler = apiReader({ groups: ['auditor'], query: QuerySchema, audit: { action: 'ListExecutions', target: queryTarget(['machine', 'status', 'from', 'to']) } }, async ({ query }) => {
  const to = query.to ?? new Date().toISOString();
  const from = query.from ?? new Date(Date.parse(to) - DEFAULT_RANGE_MS).toISOString();
  const { items, nextCursor } = await executions.list({ machine: query.machine ?? null, status: query.status ?? null, from, to }, query.cursor ?? null);
  return { statusCode: 200, body: { items: items.map(toExecutionView), nextCursor } };
});
