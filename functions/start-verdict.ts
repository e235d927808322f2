import { z } from 'zod';
import { toSampleTests } from '../domain/sample-tests.ts';
import { DynamoDbAllowances } from './shared/adapters/dynamodb-allowances.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbSessionChain } from './shared/adapters/dynamodb-session-chain.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { S3ImageStore } from './shared/adapters/s3-image-store.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createS3Client, createSyncExecutionClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler, type ApiHandler } from './shared/http/api-handler.ts';
import { idempotencyKeyOf } from './shared/http/idempotency-key.ts';
import { GROUPS } from './shared/http/request.ts';
import { receiveImage } from './shared/image/received-image.ts';
import { FrameVerdicts } from './shared/logic/frame-verdicts.ts';
import { SessionFollower } from './shared/logic/session-follower.ts';
import { POLICIES_ENVIRONMENT, policiesOf } from './shared/policy-environment.ts';
import { FrameSchema, ProcessSchema } from './shared/schemas.ts';

const environment = readEnvironment({
  EXECUTIONS_TABLE: NameSchema,
  SESSIONS_TABLE: NameSchema,
  VERDICTS_TABLE: NameSchema,
  VERDICTS_BY_ID_INDEX: NameSchema,
  ALLOWANCES_TABLE: NameSchema,
  FRAME_BURST: z.coerce.number().int().positive(),
  FRAMES_BUCKET: NameSchema,
  VERIFY_FRAME_ARN: NameSchema,
  RETENTION_DAYS: z.coerce.number().int().positive(),
  ...POLICIES_ENVIRONMENT,
});
const documents = createDocumentClient();
const sessions = new DynamoDbSessions(documents, environment.SESSIONS_TABLE, { retentionDays: environment.RETENTION_DAYS });
const frameVerdicts = new FrameVerdicts({
  executions: new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { retentionDays: environment.RETENTION_DAYS }),
  verdicts: new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
  sessions,
  follower: new SessionFollower({ sessions, chain: new DynamoDbSessionChain(documents, environment.VERDICTS_TABLE) }),
  frames: new S3ImageStore(createS3Client(), environment.FRAMES_BUCKET),
  workflow: new SfnWorkflow(createSyncExecutionClient(), environment.VERIFY_FRAME_ARN),
  policies: policiesOf(documents, environment),
  allowances: new DynamoDbAllowances(documents, environment.ALLOWANCES_TABLE),
  burst: environment.FRAME_BURST,
  now: () => new Date(),
});

/** `POST /verdicts`. */
const verdictsHandler = apiHandler({ groups: GROUPS, body: FrameSchema }, async ({ event, context, caller, body }) => {
  const idempotencyKey = idempotencyKeyOf(event);
  const request = { caller, image: receiveImage(body.image), sessionId: body.sessionId ?? null, consentVersion: body.consentVersion ?? null, capturedAt: body.capturedAt ?? null, idempotencyKey };
  return { statusCode: 200, body: await frameVerdicts.take(request, () => context.getRemainingTimeInMillis()) };
});

/** `POST /process`, for the clients of the Virtual Proctor sample. */
const processHandler = apiHandler({ groups: GROUPS, body: ProcessSchema }, async ({ context, caller, body }) => {
  const request = { caller, image: receiveImage(body.image), sessionId: null, consentVersion: null, capturedAt: null, idempotencyKey: null };
  const { checks } = await frameVerdicts.take(request, () => context.getRemainingTimeInMillis());
  return { statusCode: 200, body: toSampleTests(checks) };
});

/** Both routes verify a frame; they differ in what they take and answer. */
export const handler: ApiHandler = async (event, context) => (event.resource === '/process' ? processHandler : verdictsHandler)(event, context);
