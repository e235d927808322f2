import type { Context } from 'aws-lambda';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { KmsSigner } from './shared/adapters/kms-signer.ts';
import { createDocumentClient, createKmsClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { logger } from './shared/logger.ts';
import { IdleSessions } from './shared/logic/idle-sessions.ts';
import { SessionEndings } from './shared/logic/session-endings.ts';
import { SessionFollower } from './shared/logic/session-follower.ts';

/** Kept back from the function's time-out to end the session that is under way in. */
const RESERVE_MS = 15_000;

const environment = readEnvironment({
  SESSIONS_TABLE: NameSchema,
  UNFINISHED_SESSIONS_INDEX: NameSchema,
  VERDICTS_TABLE: NameSchema,
  SIGNING_KEY_ARN: NameSchema,
});
const documents = createDocumentClient();
const now = (): Date => new Date();
const sessions = new DynamoDbSessions(documents, environment.SESSIONS_TABLE, { indexes: { unfinished: environment.UNFINISHED_SESSIONS_INDEX } });
const chain = new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE);
const signer = new KmsSigner(createKmsClient(), environment.SIGNING_KEY_ARN);
const endings = new SessionEndings({ sessions, chain, follower: new SessionFollower({ sessions, chain }), signer, now });
const idleSessions = new IdleSessions({ sessions, chain, endings, now });

/** Every hour: ends the sessions that nobody ends. */
export async function handler(_event: unknown, context: Context): Promise<{ ended: number; failed: number }> {
  logger.addContext(context);
  const counts = await idleSessions.end(() => context.getRemainingTimeInMillis() > RESERVE_MS);
  logger.info('Ended idle sessions', counts);
  return counts;
}
