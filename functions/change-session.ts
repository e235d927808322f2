import { z } from 'zod';
import { told } from '../domain/error-sentences.ts';
import { InvalidRequestError, NotFoundError } from '../domain/errors.ts';
import { isAdHoc, type Session } from '../domain/session.ts';
import { DynamoDbExpectedPeople } from './shared/adapters/dynamodb-expected-people.ts';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { KmsSigner } from './shared/adapters/kms-signer.ts';
import { createDocumentClient, createKmsClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiAction, apiHandler, type ApiHandler } from './shared/http/api-handler.ts';
import { idempotencyKeyOf } from './shared/http/idempotency-key.ts';
import { pathParameterOf, type ApiRequest, type Caller, type Group } from './shared/http/request.ts';
import { SessionEndings } from './shared/logic/session-endings.ts';
import { SessionFollower } from './shared/logic/session-follower.ts';
import { SessionStarts } from './shared/logic/session-starts.ts';
import { POLICIES_ENVIRONMENT, policiesOf } from './shared/policy-environment.ts';
import type { SessionRecord } from './shared/ports/sessions.ts';
import { SessionNoteSchema, SessionSchema } from './shared/schemas.ts';
import { toSession } from './shared/session-view.ts';

/** Kept back from the function's time-out to sign and answer in. */
const ANSWER_RESERVE_MS = 5_000;

const groups: readonly Group[] = ['candidate'];

const environment = readEnvironment({
  SESSIONS_TABLE: NameSchema,
  VERDICTS_TABLE: NameSchema,
  FACES_TABLE: NameSchema,
  FACES_BY_EXTERNAL_ID_INDEX: NameSchema,
  SIGNING_KEY_ARN: NameSchema,
  RETENTION_DAYS: z.coerce.number().int().positive(),
  ...POLICIES_ENVIRONMENT,
});
const documents = createDocumentClient();
const now = (): Date => new Date();
const sessions = new DynamoDbSessions(documents, environment.SESSIONS_TABLE, { retentionDays: environment.RETENTION_DAYS });
const chain = new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE);
const signer = new KmsSigner(createKmsClient(), environment.SIGNING_KEY_ARN);
const endings = new SessionEndings({ sessions, chain, follower: new SessionFollower({ sessions, chain }), signer, now });
const starts = new SessionStarts({ sessions, people: new DynamoDbExpectedPeople(documents, environment.FACES_TABLE, environment.FACES_BY_EXTERNAL_ID_INDEX), policies: policiesOf(documents, environment), now });

const targetOf = ({ event }: Pick<ApiRequest, 'event'>): string => pathParameterOf(event, 'id');

/** `POST /sessions`. */
const startHandler = apiHandler({ groups, body: SessionSchema, audit: { action: 'StartSession', target: () => null } }, async ({ event, caller, body }) => {
  const session = await starts.start({ caller, ...body, idempotencyKey: idempotencyKeyOf(event) });
  return { statusCode: 201, body: shown(session, caller), auditTarget: session.sessionId };
});

/** `POST /sessions/{id}/end`: however often, it ends once. */
const endHandler = apiAction({ groups, audit: { action: 'EndSession', target: targetOf } }, async ({ event, context, caller }) => {
  const session = await findOwn(caller, pathParameterOf(event, 'id'));
  if (isAdHoc(session) && session.state === 'open') throw new InvalidRequestError(...told('endsWithItsDay', {}, { field: 'id' }));
  const ended = await endings.end(session, { endReason: 'CANDIDATE' }, () => context.getRemainingTimeInMillis() > ANSWER_RESERVE_MS);
  return { statusCode: 200, body: shown(ended, caller) };
});

/** `PUT /sessions/{id}/note`: what the candidate says of it, also once it has ended. An empty one removes it. */
const noteHandler = apiHandler({ groups, body: SessionNoteSchema, audit: { action: 'PutSessionNote', target: targetOf } }, async ({ event, caller, body: { text } }) => {
  const sessionId = pathParameterOf(event, 'id');
  await findOwn(caller, sessionId);
  await sessions.writeNote(sessionId, caller.sub, text === '' ? null : { text, writtenAt: now().toISOString() });
  return { statusCode: 200, body: shown(await findOwn(caller, sessionId), caller) };
});

const HANDLERS: Readonly<Record<string, ApiHandler>> = { '/sessions': startHandler, '/sessions/{id}/end': endHandler, '/sessions/{id}/note': noteHandler };

export const handler: ApiHandler = async (event, context) => (HANDLERS[event.resource] ?? endHandler)(event, context);

async function findOwn({ sub }: Caller, sessionId: string): Promise<SessionRecord> {
  const session = await sessions.find(sessionId);
  if (session?.candidate.sub !== sub) throw new NotFoundError('There is no such session of yours.');
  return session;
}

function shown(session: SessionRecord, caller: Caller): Session {
  return toSession(session, { caller, now: now() });
}
