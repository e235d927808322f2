import { v4 } from 'uuid';
import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { IMPORT_LIMITS } from '../domain/import/limits.ts';
import { resultCsv } from '../domain/import/result-csv.ts';
import { DynamoDbImports } from './shared/adapters/dynamodb-imports.ts';
import { S3Archives } from './shared/adapters/s3-archives.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createPresigningClient, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiHandler, apiReader, type ApiHandler } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { PageQuerySchema } from './shared/list-schemas.ts';
import { findImport, listImports } from './shared/logic/find-import.ts';
import { summariseImport, viewImport } from './shared/logic/import-view.ts';

/** Long enough for a gigabyte over a slow line to begin; an upload that has begun may go on. */
const UPLOAD_EXPIRES_SECONDS = 3_600;

const environment = readEnvironment({ IMPORTS_TABLE: NameSchema, IMPORTS_BUCKET: NameSchema, IMPORTS_BY_TIME_INDEX: NameSchema, REGISTER_BULK_ARN: NameSchema });
const imports = new DynamoDbImports(createDocumentClient(), environment.IMPORTS_TABLE, environment.IMPORTS_BY_TIME_INDEX);
const archives = new S3Archives(createPresigningClient(), environment.IMPORTS_BUCKET);
const workflow = new SfnWorkflow(createSfnClient(), environment.REGISTER_BULK_ARN);
const parts = { imports, workflow, now: () => new Date() };

/** `POST /registrations/bulk`: where to put an archive of photos and their list, which is then registered. */
const startHandler = apiHandler({ groups: ['admin'], body: z.object({}), audit: { action: 'StartImport', target: () => null } }, async ({ caller }) => {
  const bulkId = v4();
  const now = Date.now();
  const expiresAt = new Date(now + UPLOAD_EXPIRES_SECONDS * 1_000).toISOString();
  await imports.create({ importId: bulkId, createdBy: caller.sub, creatorEmail: caller.email, createdAt: new Date(now).toISOString(), uploadExpiresAt: expiresAt });
  const uploadUrl = await archives.uploadUrl(bulkId, UPLOAD_EXPIRES_SECONDS);
  return { statusCode: 202, headers: { Location: `/api/registrations/bulk/${bulkId}` }, body: { bulkId, uploadUrl, expiresAt, maxSizeBytes: IMPORT_LIMITS.archiveBytes }, auditTarget: bulkId };
});

/** `GET /registrations/bulk`: those of the last 30 days, newest first, whoever began them. */
const listHandler = apiReader({ groups: ['admin'], query: PageQuerySchema, audit: { action: 'ListImports', target: () => '' } }, async ({ query }) => {
  const { items, nextCursor } = await listImports(parts, query.cursor ?? null);
  return { statusCode: 200, body: { items: items.map(summariseImport), nextCursor } };
});

/** `GET /registrations/bulk/{id}`: how far a bulk registration is, and its rows. `…/result.csv`: all of them as a file. */
const readHandler = apiReader({ groups: ['admin'], query: z.object({ cursor: z.string().optional() }), audit: { action: 'ReadImport', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, query }) => {
  const record = await findImport(parts, pathParameterOf(event, 'id'));
  if (record === null) throw new NotFoundError('There is no such bulk registration.');
  if (event.resource.endsWith('.csv')) {
    const headers = { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="registrations-${record.importId}.csv"` };
    return { statusCode: 200, headers, body: resultCsv(await imports.allRows(record.importId)) };
  }
  const page = await imports.listRows(record.importId, query.cursor ?? null);
  return { statusCode: 200, body: viewImport(record, await imports.countRows(record.importId), page) };
});

const listOrStart = (method: string): ApiHandler => (method === 'POST' ? startHandler : listHandler);

export const handler: ApiHandler = async (event, context) => (event.resource === '/registrations/bulk' ? listOrStart(event.httpMethod) : readHandler)(event, context);
