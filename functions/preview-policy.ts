import { z } from 'zod';
import { createPolicy } from '../domain/policy.ts';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { PolicyPreview } from './shared/logic/policy-preview.ts';
import { PolicyRulesSchema } from './shared/policy-body.ts';

const environment = readEnvironment({ SESSIONS_TABLE: NameSchema, SESSIONS_BY_DAY_INDEX: NameSchema, VERDICTS_TABLE: NameSchema });
const documents = createDocumentClient();
const preview = new PolicyPreview({
  sessions: new DynamoDbSessions(documents, environment.SESSIONS_TABLE, { indexes: { byDay: environment.SESSIONS_BY_DAY_INDEX } }),
  chain: new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE),
  now: () => new Date(),
});

const MAX_SESSIONS = 50;
const DEFAULT_LAST_SESSIONS = 10;
const LAST_SESSIONS = `lastSessions must be a whole number from 1 to ${String(MAX_SESSIONS)}.`;

const BodySchema = z
  .object({
    policy: PolicyRulesSchema,
    sessionIds: z
      .array(z.string('A session id must be a string.').min(1, 'A session id must not be empty.').max(128, 'A session id must be at most 128 characters.'), 'sessionIds must be a list.')
      .min(1, 'sessionIds must name one at least.')
      .max(MAX_SESSIONS, `sessionIds must be at most ${String(MAX_SESSIONS)}.`)
      .optional(),
    lastSessions: z.number(LAST_SESSIONS).int(LAST_SESSIONS).min(1, LAST_SESSIONS).max(MAX_SESSIONS, LAST_SESSIONS).optional(),
    cursor: z.string('cursor must be a string.').max(16_384, 'cursor must be the nextCursor of an earlier answer to the same question.').nullish(),
  })
  .refine(({ sessionIds, lastSessions }) => sessionIds === undefined || lastSessions === undefined, { path: ['lastSessions'], message: 'Either sessionIds or lastSessions must be given, not both.' });

/** `POST /policy/preview`: what a policy would have made of sessions that are on record; without saying which, of the last ten of the last 30 days. */
export const handler = apiHandler({ groups: ['admin'], body: BodySchema, audit: { action: 'PreviewPolicy', target: () => null } }, async ({ context, body }) => {
  const policy = createPolicy(body.policy);
  const wanted = body.sessionIds === undefined ? { lastSessions: body.lastSessions ?? DEFAULT_LAST_SESSIONS } : { sessionIds: body.sessionIds };
  const page = await preview.run(policy, wanted, body.cursor ?? null, () => context.getRemainingTimeInMillis());
  return { statusCode: 200, body: { version: policy.version, ...page }, auditTarget: policy.version };
});
