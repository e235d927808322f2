import { z } from 'zod';
import { DynamoDbSessionHolds } from './shared/adapters/dynamodb-session-holds.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { HoldBodySchema } from './shared/evidence-schemas.ts';
import { apiAction, apiHandler, apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { pathParameterOf, type ApiAnswer, type ApiRequest, type Group } from './shared/http/request.ts';
import { LegalHolds } from './shared/logic/legal-holds.ts';
import type { HoldState } from './shared/ports/session-holds.ts';

const HOLDERS: readonly Group[] = ['auditor', 'admin'];
const RETRY_AFTER_SECONDS = 2;

const environment = readEnvironment({ SESSIONS_TABLE: NameSchema, HOLD_SESSION_ARN: NameSchema, RETENTION_DAYS: z.coerce.number().int().positive() });
const holds = new LegalHolds({
  holds: new DynamoDbSessionHolds(createDocumentClient(), environment.SESSIONS_TABLE, environment.RETENTION_DAYS),
  workflow: new SfnWorkflow(createSfnClient(), environment.HOLD_SESSION_ARN),
});

const targetOf = ({ event }: Pick<ApiRequest, 'event'>): string => pathParameterOf(event, 'id');

/** `PUT /sessions/{id}/hold`: nothing of the session is deleted any more when its time is over. */
const holdHandler = apiHandler({ groups: HOLDERS, body: HoldBodySchema, audit: { action: 'HoldSession', target: targetOf } }, async ({ event, caller, body }) =>
  toAnswer(await holds.change(pathParameterOf(event, 'id'), { reason: body.reason, heldBy: caller.sub, heldAt: new Date().toISOString() })),
);

/** `DELETE /sessions/{id}/hold`: its time counts again, from when it always did. */
const releaseHandler = apiAction({ groups: HOLDERS, audit: { action: 'ReleaseSession', target: targetOf } }, async ({ event }) => toAnswer(await holds.change(pathParameterOf(event, 'id'), null)));

/** `GET /sessions/{id}/hold`: whether it has reached everything. */
const stateHandler = apiReader({ groups: HOLDERS, query: z.object({}), audit: { action: 'ReadSession', target: targetOf } }, async ({ event }) => ({ ...toAnswer(await holds.find(pathParameterOf(event, 'id'))), statusCode: 200 }));

const HANDLERS: Readonly<Record<string, ApiHandler>> = { PUT: holdHandler, DELETE: releaseHandler, GET: stateHandler };

export const handler: ApiHandler = async (event, context) => (HANDLERS[event.httpMethod] ?? stateHandler)(event, context);

function toAnswer({ sessionId, hold, isApplied }: HoldState): ApiAnswer {
  const state = hold === null ? (isApplied ? 'NONE' : 'RELEASING') : isApplied ? 'HELD' : 'APPLYING';
  const body = { sessionId, state, hold };
  if (isApplied) return { statusCode: 200, body };
  return { statusCode: 202, headers: { Location: `/api/sessions/${encodeURIComponent(sessionId)}/hold`, 'Retry-After': String(RETRY_AFTER_SECONDS) }, body };
}
