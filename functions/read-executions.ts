import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbCandidates } from './shared/adapters/dynamodb-candidates.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { SfnStandardExecutions } from './shared/adapters/sfn-standard-executions.ts';
import { createDocumentClient, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { toExecutionView } from './shared/execution-view.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { ExecutionsQuerySchema } from './shared/list-schemas.ts';
import { subsOf } from './shared/logic/subs-of.ts';
import { UnclosedExecutions } from './shared/logic/unclosed-executions.ts';

const environment = readEnvironment({
  EXECUTIONS_TABLE: NameSchema,
  EXECUTIONS_BY_OUTCOME_INDEX: NameSchema,
  EXECUTIONS_BY_OWNER_INDEX: NameSchema,
  EXECUTIONS_BY_SESSION_INDEX: NameSchema,
  VERDICTS_TABLE: NameSchema,
  VERDICTS_BY_ID_INDEX: NameSchema,
  SESSIONS_TABLE: NameSchema,
  SESSIONS_BY_EMAIL_INDEX: NameSchema,
});
const documents = createDocumentClient();
const indexes = { byOutcome: environment.EXECUTIONS_BY_OUTCOME_INDEX, byOwner: environment.EXECUTIONS_BY_OWNER_INDEX, bySession: environment.EXECUTIONS_BY_SESSION_INDEX };
const executions = new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { indexes });
const candidates = new DynamoDbCandidates(documents, environment.SESSIONS_TABLE, environment.SESSIONS_BY_EMAIL_INDEX);
const unclosed = new UnclosedExecutions({
  executions,
  verdicts: new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
  standardExecutions: new SfnStandardExecutions(createSfnClient()),
  now: () => new Date(),
});

/** `GET /executions`: newest first. */
const listHandler = apiReader(
  { groups: ['auditor'], query: ExecutionsQuerySchema, audit: { action: 'ListExecutions', target: queryTarget(['machine', 'status', 'decision', 'session', 'person', 'from', 'to']) } },
  async ({ query }) => {
    await unclosed.closeAll();
    const filter = {
      machines: query.machine === undefined ? null : [query.machine],
      status: query.status ?? null,
      decision: query.decision ?? null,
      sessionId: query.session ?? null,
      owners: await subsOf(query.person, candidates),
      from: query.from ?? null,
      to: query.to ?? null,
    };
    const { items, nextCursor } = await executions.list(filter, query.cursor ?? null);
    return { statusCode: 200, body: { items: items.map(toExecutionView), nextCursor } };
  },
);

/** `GET /executions/{name}`. */
const readHandler = apiReader({ groups: ['auditor'], query: z.object({}), audit: { action: 'ReadExecution', target: ({ event }) => pathParameterOf(event, 'name') } }, async ({ event }) => {
  const execution = await executions.find(pathParameterOf(event, 'name'));
  if (execution === null) throw new NotFoundError('There is no such execution.');
  return { statusCode: 200, body: toExecutionView(await unclosed.close(execution)) };
});

/** Both close what they find to be over, which is why they are apart from the other readers. */
export const handler: ApiHandler = async (event, context) => (event.resource === '/executions' ? listHandler : readHandler)(event, context);
