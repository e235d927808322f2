import { DynamoDbAuditEntries } from './shared/adapters/dynamodb-audit-entries.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { AuditQuerySchema } from './shared/list-schemas.ts';

const environment = readEnvironment({ AUDIT_LOG_TABLE: NameSchema });
const entries = new DynamoDbAuditEntries(createDocumentClient(), environment.AUDIT_LOG_TABLE, () => new Date());

/** `GET /audit`: who read or changed what, newest first; of the last 30 days unless the query says otherwise. */
export const handler = apiReader({ groups: ['auditor'], query: AuditQuerySchema, audit: { action: 'ListAuditLog', target: queryTarget(['actor', 'action', 'from', 'to']) } }, async ({ query }) => {
  const filter = { actor: query.actor ?? null, action: query.action ?? null, from: query.from ?? null, to: query.to ?? null };
  return { statusCode: 200, body: await entries.list(filter, query.cursor ?? null) };
});
