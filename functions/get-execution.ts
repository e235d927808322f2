import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { toExecutionView } from './shared/execution-view.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema });
const executions = new DynamoDbExecutions(createDocumentClient(), environment.EXECUTIONS_TABLE, {});

/** `GET /executions/{name}`. */
export const handler = apiReader({ groups: ['auditor'], query: z.object({}), audit: { action: 'ReadExecution', target: ({ event }) => pathParameterOf(event, 'name') } }, async ({ event }) => {
  const execution = await executions.find(pathParameterOf(event, 'name'));
  if (execution === null) throw new NotFoundError('There is no such execution.');
  return { statusCode: 200, body: toExecutionView(execution) };
});
