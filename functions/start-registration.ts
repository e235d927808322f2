import { z } from 'zod';
import { DynamoDbExecutions } from './shared/adapters/dynamodb-executions.ts';
import { S3ImageStore } from './shared/adapters/s3-image-store.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createS3Client, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';
import { receiveImage } from './shared/image/received-image.ts';
import { FaceRegistrations } from './shared/logic/face-registrations.ts';
import { FaceSchema } from './shared/schemas.ts';

const environment = readEnvironment({
  EXECUTIONS_TABLE: NameSchema,
  PHOTOS_BUCKET: NameSchema,
  REGISTER_FACE_ARN: NameSchema,
  RETENTION_DAYS: z.coerce.number().int().positive(),
});
const registrations = new FaceRegistrations({
  executions: new DynamoDbExecutions(createDocumentClient(), environment.EXECUTIONS_TABLE, { retentionDays: environment.RETENTION_DAYS }),
  photos: new S3ImageStore(createS3Client(), environment.PHOTOS_BUCKET),
  workflow: new SfnWorkflow(createSfnClient(), environment.REGISTER_FACE_ARN),
  now: () => new Date(),
});

/** `POST /faces/index`: the contract of the Virtual Proctor sample. */
export const handler = apiHandler({ groups: ['admin'], body: FaceSchema, audit: { action: 'RegisterFace', target: () => null } }, async ({ context, caller, body }) => {
  const image = receiveImage(body.image);
  const ExternalImageId = await registrations.register({ caller, image, fullName: body.fullName }, () => context.getRemainingTimeInMillis());
  return { statusCode: 200, body: { ExternalImageId }, auditTarget: ExternalImageId };
});
