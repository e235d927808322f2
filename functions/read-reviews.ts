import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbReviews } from './shared/adapters/dynamodb-reviews.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { PageQuerySchema } from './shared/list-schemas.ts';

const environment = readEnvironment({ EXECUTIONS_TABLE: NameSchema, SESSIONS_TABLE: NameSchema, REVIEWS_TABLE: NameSchema });
const documents = createDocumentClient();
const executions = new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, {});
const sessions = new DynamoDbSessions(documents, environment.SESSIONS_TABLE);
const reviews = new DynamoDbReviews(documents, environment.REVIEWS_TABLE);

/** `GET /verdicts/{id}/review`. */
const readHandler = apiReader({ groups: ['auditor'], query: z.object({}), audit: { action: 'ReadReview', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event }) => {
  const verdictId = pathParameterOf(event, 'id');
  const sessionId = (await executions.find(verdictId))?.sessionId ?? null;
  const review = sessionId === null ? null : await reviews.find({ sessionId, verdictId });
  if (review === null) throw new NotFoundError('There is no review of such a verdict.');
  return { statusCode: 200, body: review };
});

/** `GET /sessions/{id}/reviews`. */
const listHandler = apiReader({ groups: ['auditor'], query: PageQuerySchema, audit: { action: 'ListReviews', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, query }) => {
  const sessionId = pathParameterOf(event, 'id');
  if ((await sessions.find(sessionId)) === null) throw new NotFoundError('There is no such session.');
  return { statusCode: 200, body: await reviews.list(sessionId, query.cursor ?? null) };
});

/** Both only read. */
export const handler: ApiHandler = async (event, context) => (event.resource === '/verdicts/{id}/review' ? readHandler : listHandler)(event, context);
