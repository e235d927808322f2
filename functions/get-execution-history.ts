import { NotFoundError } from '../domain/errors.ts';
import { AwsHistories } from './shared/adapters/aws-histories.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { createDocumentClient, createLogsClient, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { PageQuerySchema } from './shared/list-schemas.ts';

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema, VERIFY_FRAME_LOG_GROUP: NameSchema });
const executions = new DynamoDbExecutions(createDocumentClient(), environment.EXECUTIONS_TABLE, {});
const histories = new AwsHistories(createSfnClient(), createLogsClient(), environment.VERIFY_FRAME_LOG_GROUP);

/** `GET /executions/{name}/history`: the events of either machine in one form. */
export const handler = apiReader({ groups: ['auditor'], query: PageQuerySchema, audit: { action: 'ReadExecutionHistory', target: ({ event }) => pathParameterOf(event, 'name') } }, async ({ event, query }) => {
  const execution = await executions.find(pathParameterOf(event, 'name'));
  if (execution === null) throw new NotFoundError('There is no such execution.');
  return { statusCode: 200, body: await histories.read(execution, query.cursor ?? null) };
});
