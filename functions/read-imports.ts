import { z } from 'zod';
import { NotFoundError } from '../domain/errors.ts';
import { resultCsv } from '../domain/import/result-csv.ts';
import { DynamoDbImports } from './shared/adapters/dynamodb-imports.ts';
import { SfnWorkflow } from './shared/adapters/sfn-workflow.ts';
import { createDocumentClient, createSfnClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { apiReader } from './shared/http/api-handler.ts';
import { pathParameterOf } from './shared/http/request.ts';
import { findImport } from './shared/logic/find-import.ts';
import { viewImport } from './shared/logic/import-view.ts';

const environment = readEnvironment({ IMPORTS_TABLE: NameSchema, REGISTER_BULK_ARN: NameSchema });
const imports = new DynamoDbImports(createDocumentClient(), environment.IMPORTS_TABLE);
const workflow = new SfnWorkflow(createSfnClient(), environment.REGISTER_BULK_ARN);

const QuerySchema = z.object({ cursor: z.string().optional() });

/** `GET /registrations/bulk/{id}`: how far a bulk registration is, and its rows. `…/result.csv`: all of them as a file. */
export const handler = apiReader({ groups: ['admin'], query: QuerySchema, audit: { action: 'ReadImport', target: ({ event }) => pathParameterOf(event, 'id') } }, async ({ event, query }) => {
  const record = await findImport({ imports, workflow, now: () => new Date() }, pathParameterOf(event, 'id'));
  if (record === null) throw new NotFoundError('There is no such bulk registration.');
  if (event.resource.endsWith('.csv')) {
    const headers = { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="registrations-${record.importId}.csv"` };
    return { statusCode: 200, headers, body: resultCsv(await imports.allRows(record.importId)) };
  }
  const page = await imports.listRows(record.importId, query.cursor ?? null);
  return { statusCode: 200, body: viewImport(record, await imports.countRows(record.importId), page) };
});
