import { z } from 'zod';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { GROUPS, pathParameterOf } from './shared/http/request.ts';
import { RecordedVerdicts } from './shared/logic/recorded-verdicts.ts';

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema, VERDICTS_TABLE: NameSchema, VERDICTS_BY_ID_INDEX: NameSchema });
const documents = createDocumentClient();
const verdicts = new RecordedVerdicts(
  new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, {}),
  new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
);

/** `GET /verdicts/{id}`: the record, for auditors and its owner. */
export const handler = apiReader({ groups: GROUPS, query: z.object({}), audit: { action: 'ReadVerdict', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller }) => ({
  statusCode: 200,
  body: await verdicts.find(pathParameterOf(event, 'id'), caller),
}));
