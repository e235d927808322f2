import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbCandidates } from './shared/adapters/dynamodb-candidates.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { readEnvironment } from './shared/environment.ts';
import { executionListsOf, EXECUTION_LISTS_ENVIRONMENT } from './shared/execution-lists.ts';
import { toExecutionView } from './shared/execution-view.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { ExecutionsQuerySchema } from './shared/list-schemas.ts';
import { subsOf } from './shared/logic/subs-of.ts';

const environment = readEnvironment(EXECUTION_LISTS_ENVIRONMENT);
const documents = createDocumentClient();
const { executions, unclosed } = executionListsOf(environment, documents);
const candidates = new DynamoDbCandidates(documents, environment.SESSIONS_TABLE, environment.SESSIONS_BY_EMAIL_INDEX);

/** `GET /executions`: newest first. */
const listHandler = apiReader(
  { groups: ['auditor'], query: ExecutionsQuerySchema, audit: { action: 'ListExecutions', target: queryTarget(['machine', 'status', 'decision', 'session', 'person', 'from', 'to']) } },
  async ({ query }) => {
    // At the top of the list: further pages are of executions that were looked at with it.
    if (query.cursor === undefined) await unclosed.closeAll();
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
