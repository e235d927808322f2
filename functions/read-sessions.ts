import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { normaliseExternalId } from '../domain/registration/external-id.ts';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { DynamoDbTimeline } from './shared/adapters/dynamodb-timeline.ts';
import { createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { queryTarget } from './shared/http/query-target.ts';
import { pathParameterOf, type Caller, type Group } from './shared/http/request.ts';
import { PageQuerySchema, SessionsQuerySchema, SessionVerdictsQuerySchema } from './shared/list-schemas.ts';
import { SessionFollower } from './shared/logic/session-follower.ts';
import type { Session } from '../domain/session.ts';
import type { SessionRecord } from './shared/ports/sessions.ts';
import { toSession } from './shared/session-view.ts';

/** Kept back from the function's time-out to answer in. */
const ANSWER_RESERVE_MS = 5_000;

const READERS: readonly Group[] = ['auditor', 'candidate'];

const environment = readEnvironment({
  SESSIONS_TABLE: NameSchema,
  SESSIONS_BY_MONTH_INDEX: NameSchema,
  SESSIONS_BY_CANDIDATE_INDEX: NameSchema,
  SESSIONS_BY_EMAIL_INDEX: NameSchema,
  UNFINISHED_SESSIONS_INDEX: NameSchema,
  VERDICTS_TABLE: NameSchema,
  VERDICTS_TIMELINE_INDEX: NameSchema,
});
const documents = createDocumentClient();
const sessions = new DynamoDbSessions(documents, environment.SESSIONS_TABLE, {
  indexes: {
    byMonth: environment.SESSIONS_BY_MONTH_INDEX,
    byCandidate: environment.SESSIONS_BY_CANDIDATE_INDEX,
    byEmail: environment.SESSIONS_BY_EMAIL_INDEX,
    unfinished: environment.UNFINISHED_SESSIONS_INDEX,
  },
});
const chain = new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE);
const follower = new SessionFollower({ sessions, chain });
const timeline = new DynamoDbTimeline(documents, { tableName: environment.VERDICTS_TABLE, indexName: environment.VERDICTS_TIMELINE_INDEX, chain });

/** `GET /sessions`: newest first. */
const listHandler = apiReader(
  { groups: READERS, query: SessionsQuerySchema, audit: { action: 'ListSessions', target: queryTarget(['from', 'to', 'state', 'decision']) } },
  async ({ caller, query: { cursor, limit, ...query } }) => {
    const person = personFor(caller, query.person ?? null);
    if (person === NOBODY) return { statusCode: 200, body: { items: [], nextCursor: null } };
    const { items, nextCursor } = await sessions.list({ from: query.from ?? null, to: query.to ?? null, state: query.state ?? null, decision: query.decision ?? null, person }, cursor ?? null, limit ?? null);
    return { statusCode: 200, body: { items: items.map((session) => shown(session, caller)), nextCursor } };
  },
);

/** `GET /sessions/{id}`: as far as its chain goes at this moment. */
const sessionHandler = apiReader({ groups: READERS, query: z.object({}), audit: { action: 'ReadSession', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, context, caller }) => {
  const session = await findFor(caller, pathParameterOf(event, 'id'));
  const current = await follower.catchUp(session, () => context.getRemainingTimeInMillis() > ANSWER_RESERVE_MS);
  return { statusCode: 200, body: shown(current, caller) };
});

/** `GET /sessions/{id}/verdicts`: whole, in their order or the newest first. */
const verdictsHandler = apiReader({ groups: READERS, query: SessionVerdictsQuerySchema, audit: { action: 'ListSessionVerdicts', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller, query }) => {
  const { sessionId } = await findFor(caller, pathParameterOf(event, 'id'));
  return { statusCode: 200, body: await chain.list(sessionId, { order: query.order, after: query.after ?? null, limit: query.limit ?? null, cursor: query.cursor ?? null }) };
});

/** `GET /sessions/{id}/timeline`: a line for each verdict, thousands a page. */
const timelineHandler = apiReader({ groups: READERS, query: PageQuerySchema, audit: { action: 'ReadSessionTimeline', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, caller, query }) => {
  const { sessionId } = await findFor(caller, pathParameterOf(event, 'id'));
  return { statusCode: 200, body: await timeline.page(sessionId, query.cursor ?? null) };
});

const HANDLERS: Readonly<Record<string, ApiHandler>> = {
  '/sessions': listHandler,
  '/sessions/{id}': sessionHandler,
  '/sessions/{id}/verdicts': verdictsHandler,
  '/sessions/{id}/timeline': timelineHandler,
};

export const handler: ApiHandler = async (event, context) => (HANDLERS[event.resource] ?? sessionHandler)(event, context);

function shown(session: SessionRecord, caller: Caller): Session {
  return toSession(session, { caller, now: new Date() });
}

/** Auditors see all, candidates their own; to others a session is not there. */
async function findFor(caller: Caller, sessionId: string): Promise<SessionRecord> {
  const session = await sessions.find(sessionId);
  if (session !== null && (caller.groups.includes('auditor') || session.candidate.sub === caller.sub)) return session;
  throw new NotFoundError('There is no such session.');
}

const NOBODY = Symbol('nobody whose sessions the caller may see');

/** Whose sessions are asked for: everybody's (null) for auditors alone. */
function personFor(caller: Caller, person: string | null): string | null | typeof NOBODY {
  if (caller.groups.includes('auditor')) return person;
  const isOwn = person === null || person === caller.sub || (caller.email !== null && normaliseExternalId(person) === normaliseExternalId(caller.email));
  return isOwn ? caller.sub : NOBODY;
}
