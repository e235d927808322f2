import type { z } from 'zod';
import { DynamoDbExecutions } from './adapters/dynamodb-executions.ts';
import { DynamoDbFaceDirectory } from './adapters/dynamodb-face-directory.ts';
import { S3ImageStore } from './adapters/s3-image-store.ts';
import { SfnWorkflow } from './adapters/sfn-workflow.ts';
import { createDocumentClient, createS3Client, createSfnClient } from './aws-clients.ts';
import { NameSchema } from './environment.ts';
import { FaceRegistrations } from './logic/face-registrations.ts';

/** The environment of a function that deals with registrations. */
export const REGISTRATIONS_ENVIRONMENT = { EXECUTIONS_TABLE: NameSchema, FACES_TABLE: NameSchema, PHOTOS_BUCKET: NameSchema, REGISTER_FACE_ARN: NameSchema } as const;

/** @param retentionDays how long the claims are kept that it makes */
export function registrationsOf(environment: z.infer<z.ZodObject<typeof REGISTRATIONS_ENVIRONMENT>>, { retentionDays = 0 }: { retentionDays?: number } = {}): FaceRegistrations {
  const documents = createDocumentClient();
  return new FaceRegistrations({
    executions: new DynamoDbExecutions(documents, environment.EXECUTIONS_TABLE, { retentionDays }),
    photos: new S3ImageStore(createS3Client(), environment.PHOTOS_BUCKET),
    workflow: new SfnWorkflow(createSfnClient(), environment.REGISTER_FACE_ARN),
    directory: new DynamoDbFaceDirectory(documents, environment.FACES_TABLE),
    now: () => new Date(),
  });
}
