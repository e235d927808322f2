import { z } from 'zod';
import { IMPORT_PROBLEM_CODES, importProblem } from '../domain/import/import-problem.ts';
import { DynamoDbImports } from './shared/adapters/dynamodb-imports.ts';
import { S3Archives } from './shared/adapters/s3-archives.ts';
import { createDocumentClient, createS3Client } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { createImportRows } from './shared/logic/create-import-rows.ts';
import { ParametersSchema } from './shared/schemas.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ IMPORTS_TABLE: NameSchema, IMPORTS_BUCKET: NameSchema });
const imports = new DynamoDbImports(createDocumentClient(), environment.IMPORTS_TABLE);
const archives = new S3Archives(createS3Client(), environment.IMPORTS_BUCKET);
const rows = createImportRows();

const ProblemSchema = z.object({ code: z.enum(IMPORT_PROBLEM_CODES), message: z.string(), detail: z.string(), parameters: ParametersSchema });
const PayloadSchema = z.object({ importId: z.uuid(), problem: ProblemSchema.nullable(), failure: z.string().nullable() });

/** Ends an import: decides what no step could, and deletes the upload. */
export const handler = taskHandler(PayloadSchema, async ({ importId, problem, failure }) => {
  for (const { row, result } of await imports.allRows(importId)) if (result === null) await rows.giveUp(importId, row);
  await archives.remove(importId);
  const completedAt = new Date().toISOString();
  const counts = await imports.countRows(importId);
  if (problem !== null) await imports.end(importId, { status: 'refused', completedAt, error: problem, counts });
  else if (failure !== null) await imports.end(importId, { status: 'failed', completedAt, error: importProblem('importInterrupted', {}), counts });
  else await imports.end(importId, { status: 'completed', completedAt, error: null, counts });
});
