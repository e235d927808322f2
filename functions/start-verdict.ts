import { z } from 'zod';
import { InvalidRequestError } from '../domain/errors.ts';
import { toSampleTests } from '../domain/sample-tests.ts';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbSessions } from './shared/adapters/dynamodb-sessions.ts';
import { DynamoDbVerdictStore } from './shared/adapters/dynamodb-verdict-store.ts';
import { S3ImageStore } from './shared/adapters/s3-image-store.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createS3Client, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { GROUPS, headerOf } from './shared/http/request.ts';
import { receiveImage } from './shared/image/received-image.ts';
import { FrameVerdicts } from './shared/logic/frame-verdicts.ts';
import { POLICY_ENVIRONMENT, policyOf } from './shared/policy-environment.ts';
import { FrameSchema } from './shared/schemas.ts';

const environment = readEnvironment({
  EXECUTIONS_TABLE: NameSchema,
  SESSIONS_TABLE: NameSchema,
  VERDICTS_TABLE: NameSchema,
  VERDICTS_BY_ID_INDEX: NameSchema,
  FRAMES_BUCKET: NameSchema,
  VERIFY_FRAME_ARN: NameSchema,
  RETENTION_DAYS: z.coerce.number().int().positive(),
  ...POLICY_ENVIRONMENT,
});
const documents = createDocumentClient();
const frameVerdicts = new FrameVerdicts({
  executions: new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { retentionDays: environment.RETENTION_DAYS }),
  verdicts: new DynamoDbVerdictStore(documents, environment.VERDICTS_TABLE, environment.VERDICTS_BY_ID_INDEX),
  sessions: new DynamoDbSessions(documents, environment.SESSIONS_TABLE),
  frames: new S3ImageStore(createS3Client(), environment.FRAMES_BUCKET),
  workflow: new SfnWorkflow(createSfnClient(), environment.VERIFY_FRAME_ARN),
  policy: policyOf(environment),
  now: () => new Date(),
});

const IdempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,255}$/);

/** `POST /verdicts`, and `POST /process` for the clients of the Virtual Proctor sample. */
export const handler = apiHandler({ groups: GROUPS, body: FrameSchema }, async ({ event, context, caller, body }) => {
  const forSample = event.resource === '/process';
  const image = receiveImage(body.image);
  const verdict = await frameVerdicts.take(
    {
      caller,
      image,
      sessionId: forSample ? null : (body.sessionId ?? null),
      capturedAt: forSample ? null : (body.capturedAt ?? null),
      idempotencyKey: forSample ? null : idempotencyKeyOf(headerOf(event, 'Idempotency-Key')),
    },
    () => context.getRemainingTimeInMillis(),
  );
  return { statusCode: 200, body: forSample ? toSampleTests(verdict.checks) : verdict };
});

function idempotencyKeyOf(header: string | null): string | null {
  if (header === null) return null;
  const key = IdempotencyKeySchema.safeParse(header);
  if (!key.success) throw new InvalidRequestError('Idempotency-Key must be 1 to 255 visible ASCII characters.', { field: 'Idempotency-Key' });
  return key.data;
}
