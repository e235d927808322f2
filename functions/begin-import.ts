import { z } from 'zod';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { DynamoDbImports } from './shared/adapters/dynamodb-imports.ts';
import { S3Archives } from './shared/adapters/s3-archives.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createS3Client, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({
  IMPORTS_TABLE: NameSchema,
  IMPORTS_BUCKET: NameSchema,
  REGISTER_BULK_ARN: NameSchema,
  EXECUTIONS_TABLE: NameSchema,
  RETENTION_DAYS: z.coerce.number().int().positive(),
});
const documents = createDocumentClient();
const imports = new DynamoDbImports(documents, environment.IMPORTS_TABLE);
const executions = new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { retentionDays: environment.RETENTION_DAYS });
const archives = new S3Archives(createS3Client(), environment.IMPORTS_BUCKET);
const workflow = new SfnWorkflow(createSfnClient(), environment.REGISTER_BULK_ARN);

/** S3's `Object Created`. */
const EventSchema = z.object({ detail: z.object({ object: z.object({ key: z.string(), size: z.number(), etag: z.string() }) }) });

/** Called when an archive has been uploaded: starts its import, once however often it is told. */
export const handler = taskHandler(EventSchema, async ({ detail: { object } }) => {
  const importId = /^imports\/([0-9a-f-]{36})\.zip$/.exec(object.key)?.[1];
  if (importId === undefined) return;
  const record = await imports.begin(importId, { etag: object.etag, sizeBytes: object.size }, new Date().toISOString());
  // An upload to an import that has another one, or has ended, is nobody's: it holds faces.
  if (record?.status !== 'running' || record.archive?.etag !== object.etag) {
    await archives.remove(importId);
    return;
  }
  // Whoever lists executions finds out how it ended, and closes it.
  await executions.claim({
    executionName: importId,
    machine: 'register-bulk',
    owner: record.createdBy,
    imageSha256: '',
    claimId: importId,
    startDate: record.startedAt ?? record.createdAt,
    sessionId: null,
    executionArn: workflow.arnOf(importId),
  });
  await workflow.start(importId, { importId });
});
