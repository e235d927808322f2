import { z } from 'zod';
import { DynamoDbExpectedPeople } from './shared/adapters/dynamodb-expected-people.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { idempotencyKeyOf } from './shared/http/idempotency-key.ts';
import { SessionStarts } from './shared/logic/session-starts.ts';
import { POLICIES_ENVIRONMENT, policiesOf } from './shared/policy-environment.ts';
import { SessionSchema } from './shared/schemas.ts';
import { toSession } from './shared/session-view.ts';

const environment = readEnvironment({
  SESSIONS_TABLE: NameSchema,
  FACES_TABLE: NameSchema,
  FACES_BY_EXTERNAL_ID_INDEX: NameSchema,
  RETENTION_DAYS: z.coerce.number().int().positive(),
  ...POLICIES_ENVIRONMENT,
});
const documents = createDocumentClient();
const starts = new SessionStarts({
  sessions: new DynamoDbSessions(documents, environment.SESSIONS_TABLE, { retentionDays: environment.RETENTION_DAYS }),
  people: new DynamoDbExpectedPeople(documents, environment.FACES_TABLE, environment.FACES_BY_EXTERNAL_ID_INDEX),
  policies: policiesOf(documents, environment),
  now: () => new Date(),
});

/** `POST /sessions`. */
export const handler = apiHandler({ groups: ['candidate'], body: SessionSchema }, async ({ event, caller, body }) => {
  const session = await starts.start({ caller, ...body, idempotencyKey: idempotencyKeyOf(event) });
  return { statusCode: 201, body: toSession(session, caller, new Date()) };
});
