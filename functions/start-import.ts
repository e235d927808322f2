import { v4 } from 'uuid';
import { z } from 'zod';
import { IMPORT_LIMITS } from '../domain/import/limits.ts';
import { DynamoDbImports } from './shared/adapters/dynamodb-imports.ts';
import { S3Archives } from './shared/adapters/s3-archives.ts';
import { createDocumentClient, createPresigningClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler } from './shared/http/api-handler.ts';

/** Long enough for a gigabyte over a slow line to begin; an upload that has begun may go on. */
const UPLOAD_EXPIRES_SECONDS = 3_600;

const environment = readEnvironment({ IMPORTS_TABLE: NameSchema, IMPORTS_BUCKET: NameSchema });
const imports = new DynamoDbImports(createDocumentClient(), environment.IMPORTS_TABLE);
const archives = new S3Archives(createPresigningClient(), environment.IMPORTS_BUCKET);

/** `POST /registrations/bulk`: where to put an archive of photos and their list, which is then registered. */
export const handler = apiHandler({ groups: ['admin'], body: z.object({}), audit: { action: 'StartImport', target: () => null } }, async ({ caller }) => {
  const bulkId = v4();
  const now = Date.now();
  const expiresAt = new Date(now + UPLOAD_EXPIRES_SECONDS * 1_000).toISOString();
  await imports.create({ importId: bulkId, createdBy: caller.sub, createdAt: new Date(now).toISOString(), uploadExpiresAt: expiresAt });
  const uploadUrl = await archives.uploadUrl(bulkId, UPLOAD_EXPIRES_SECONDS);
  return { statusCode: 202, headers: { Location: `/api/registrations/bulk/${bulkId}` }, body: { bulkId, uploadUrl, expiresAt, maxSizeBytes: IMPORT_LIMITS.archiveBytes }, auditTarget: bulkId };
});
