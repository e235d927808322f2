import { z } from 'zod';
import { DynamoDbSessionHolds } from './shared/adapters/dynamodb-session-holds.ts';
import { StoredSessionEvidence } from './shared/adapters/session-evidence.ts';
import { createDocumentClient, createS3Client } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { HoldApplication } from './shared/logic/hold-application.ts';
import { EVIDENCE_KINDS } from './shared/ports/session-holds.ts';
import { taskHandler } from './shared/task/task-handler.ts';

/** Of the minute that the machine gives a step. */
const WORKING_TIME_MS = 40_000;

const environment = readEnvironment({
  SESSIONS_TABLE: NameSchema,
  VERDICTS_TABLE: NameSchema,
  REVIEWS_TABLE: NameSchema,
  EXECUTIONS_TABLE: NameSchema,
  EXECUTIONS_BY_SESSION_INDEX: NameSchema,
  FRAMES_BUCKET: NameSchema,
});
const documents = createDocumentClient();
const application = new HoldApplication({
  holds: new DynamoDbSessionHolds(documents, environment.SESSIONS_TABLE),
  evidence: new StoredSessionEvidence({
    documents,
    s3: createS3Client(),
    verdictsTable: environment.VERDICTS_TABLE,
    reviewsTable: environment.REVIEWS_TABLE,
    executionsTable: environment.EXECUTIONS_TABLE,
    executionsBySession: environment.EXECUTIONS_BY_SESSION_INDEX,
    framesBucket: environment.FRAMES_BUCKET,
  }),
  now: () => new Date(),
});

const PayloadSchema = z.object({ sessionId: z.string(), position: z.object({ changeId: z.string().nullable(), kind: z.enum(EVIDENCE_KINDS), after: z.string().nullable(), isLastPass: z.boolean() }).nullable() });

/** Brings a part of what belongs to a session to whether the session is held, and says where to go on. */
export const handler = taskHandler(PayloadSchema, async ({ sessionId, position }) => {
  const startedAtMs = Date.now();
  return application.apply(sessionId, position, () => Date.now() - startedAtMs < WORKING_TIME_MS);
});
