import { z } from 'zod';
import { ImportProblemError, type ImportProblem } from '../domain/import/import-problem.ts';
import { DynamoDbImports } from './shared/adapters/dynamodb-imports.ts';
import { S3Archives } from './shared/adapters/s3-archives.ts';
import { createArchiveClient, createDocumentClient } from './shared/aws-clients.ts';
import { NameSchema, readEnvironment } from './shared/environment.ts';
import { readImport } from './shared/logic/read-import.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const environment = readEnvironment({ IMPORTS_TABLE: NameSchema, IMPORTS_BUCKET: NameSchema });
const imports = new DynamoDbImports(createDocumentClient(), environment.IMPORTS_TABLE);
const archives = new S3Archives(createArchiveClient(), environment.IMPORTS_BUCKET);

/** Reads an archive's directory and list, and keeps the rows. Answers the numbers of those that are not decided, or why the whole archive is refused. */
export const handler = taskHandler(z.object({ importId: z.uuid() }), async ({ importId }): Promise<{ rows: number[]; problem: ImportProblem | null }> => {
  const record = await imports.find(importId);
  if (record?.archive == null) throw new TypeError(`The import ${importId} has no archive.`);
  try {
    // Read again only where an earlier attempt was cut off before it had kept all rows.
    if (record.rowCount === null) {
      const rows = await readImport(archives.open(importId, record.archive));
      await imports.addRows(importId, rows);
      await imports.setRowCount(importId, rows.length);
    }
    const rows = await imports.allRows(importId);
    return { rows: rows.flatMap(({ row, result }) => (result === null ? [row] : [])), problem: null };
  } catch (error) {
    if (!(error instanceof ImportProblemError)) throw error;
    return { rows: [], problem: error.problem };
  }
});
