import { z } from 'zod';
import { DynamoDbExecutions } from '../adapters/dynamodb-executions.ts';
import { DynamoDbExternalIds } from '../adapters/dynamodb-external-ids.ts';
import { DynamoDbFaceDirectory } from '../adapters/dynamodb-face-directory.ts';
import { DynamoDbImports } from '../adapters/dynamodb-imports.ts';
import { S3Archives } from '../adapters/s3-archives.ts';
import { S3ImageStore } from '../adapters/s3-image-store.ts';
import { SfnWorkflow } from '../adapters/sfn-workflow.ts';
import { createArchiveClient, createDocumentClient, createS3Client, createSfnClient } from '../aws-clients.ts';
import { NameSchema, readEnvironment } from '../environment.ts';
import { ImportRows } from './import-rows.ts';

/** What the functions that work on rows have in common, from their environment. */
export function createImportRows(): ImportRows {
  const environment = readEnvironment({
    IMPORTS_TABLE: NameSchema,
    IMPORTS_BUCKET: NameSchema,
    PHOTOS_BUCKET: NameSchema,
    EXECUTIONS_TABLE: NameSchema,
    FACES_TABLE: NameSchema,
    REGISTER_FACE_ARN: NameSchema,
    RETENTION_DAYS: z.coerce.number().int().positive(),
  });
  const documents = createDocumentClient();
  return new ImportRows({
    imports: new DynamoDbImports(documents, environment.IMPORTS_TABLE),
    archives: new S3Archives(createArchiveClient(), environment.IMPORTS_BUCKET),
    photos: new S3ImageStore(createS3Client(), environment.PHOTOS_BUCKET),
    executions: new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { retentionDays: environment.RETENTION_DAYS }),
    workflow: new SfnWorkflow(createSfnClient(), environment.REGISTER_FACE_ARN),
    directory: new DynamoDbFaceDirectory(documents, environment.FACES_TABLE),
    externalIds: new DynamoDbExternalIds(documents, environment.FACES_TABLE),
    now: () => new Date(),
  });
}
