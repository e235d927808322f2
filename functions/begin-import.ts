import { z } from 'zod';
import { DynamoDbImports } from './shared/adapters/dynamodb-imports.ts';
import { S3Archives } from './shared/adapters/s3-archives.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createS3Client, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ IMPORTS_TABLE: NameSchema, IMPORTS_BUCKET: NameSchema, REGISTER_BULK_ARN: NameSchema });
const imports = new DynamoDbImports(createDocumentClient(), environment.IMPORTS_TABLE);
const archives = new S3Archives(createS3Client(), environment.IMPORTS_BUCKET);
const workflow = new SfnWorkflow(createSfnClient(), environment.REGISTER_BULK_ARN);

/** S3's `Object Created`. */
const EventSchema = z.object({ detail: z.object({ object: z.object({ key: z.string(), size: z.number(), etag: z.string() }) }) });

/** Called when an archive has been uploaded: starts its import, once however often it is told. */
export const handler = taskHandler(EventSchema, async ({ detail: { object } }) => {
  const importId = /^imports\/([0-9a-f-]{36})\.zip$/.exec(object.key)?.[1];
  if (importId === undefined) return;
  const record = await imports.begin(importId, { etag: object.etag, sizeBytes: object.size }, new Date().toISOString());
  const isTaken = record?.status === 'running' && record.archive?.etag === object.etag;
  // An upload to an import that has another one, or has ended, is nobody's: it holds faces.
  await (isTaken ? workflow.start(importId, { importId }) : archives.remove(importId));
});
