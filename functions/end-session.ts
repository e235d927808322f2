import { z } from 'zod';
import { InvalidRequestError, NotFoundError } from '../domain/errors.ts';
import { isAdHoc } from '../domain/session.ts';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { KmsSigner } from './shared/adapters/kms-signer.ts';
import { createDocumentClient, createKmsClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiAction } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { SessionEndings } from './shared/logic/session-endings.ts';
import { SessionFollower } from './shared/logic/session-follower.ts';
import { toSession } from './shared/session-view.ts';

/** Kept back from the function's time-out to sign and answer in. */
const ANSWER_RESERVE_MS = 5_000;

const environment = readEnvironment({ SESSIONS_TABLE: NameSchema, VERDICTS_TABLE: NameSchema, SIGNING_KEY_ARN: NameSchema, RETENTION_DAYS: z.coerce.number().int().positive() });
const documents = createDocumentClient();
const sessions = new DynamoDbSessions(documents, environment.SESSIONS_TABLE, { retentionDays: environment.RETENTION_DAYS });
const chain = new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE, { retentionDays: environment.RETENTION_DAYS });
const endings = new SessionEndings({
  sessions,
  chain,
  follower: new SessionFollower({ sessions, chain }),
  signer: new KmsSigner(createKmsClient(), environment.SIGNING_KEY_ARN),
  now: () => new Date(),
});

/** `POST /sessions/{id}/end`: however often, it ends once. */
export const handler = apiAction({ groups: ['candidate'] }, async ({ event, context, caller }) => {
  const session = await sessions.find(pathParameterOf(event, 'id'));
  if (session?.candidate.sub !== caller.sub) throw new NotFoundError('There is no such session of yours.');
  if (isAdHoc(session) && session.state === 'open') throw new InvalidRequestError('A session that belongs to no exam ends with its day.', { field: 'id' });
  const ended = await endings.end(session, { endReason: 'CANDIDATE' }, () => context.getRemainingTimeInMillis() > ANSWER_RESERVE_MS);
  return { statusCode: 200, body: toSession(ended, caller, new Date()) };
});
