import { createPolicy } from '../domain/policy.ts';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { PolicyPreview } from './shared/logic/policy-preview.ts';
import { DEFAULT_LAST_SESSIONS, PreviewBodySchema } from './shared/policy-body.ts';

const environment = readEnvironment({ SESSIONS_TABLE: NameSchema, SESSIONS_BY_MONTH_INDEX: NameSchema, VERDICTS_TABLE: NameSchema });
const documents = createDocumentClient();
const preview = new PolicyPreview({
  sessions: new DynamoDbSessions(documents, environment.SESSIONS_TABLE, { indexes: { byMonth: environment.SESSIONS_BY_MONTH_INDEX } }),
  chain: new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE),
  now: () => new Date(),
});

/** `POST /policy/preview`: what a policy would have made of sessions that are on record; without saying which, of the last ten of the last 30 days. */
export const handler = apiHandler({ groups: ['admin'], body: PreviewBodySchema, audit: { action: 'PreviewPolicy', target: () => null } }, async ({ context, body }) => {
  const policy = createPolicy(body.policy);
  const wanted = body.sessionIds === undefined ? { lastSessions: body.lastSessions ?? DEFAULT_LAST_SESSIONS } : { sessionIds: body.sessionIds };
  const page = await preview.run(policy, wanted, body.cursor ?? null, () => context.getRemainingTimeInMillis());
  return { statusCode: 200, body: { version: policy.version, ...page }, auditTarget: policy.version };
});
