import { z } from 'zod';
import { createImportRows } from './shared/logic/create-import-rows.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const rows = createImportRows();

/** Takes the photo of a row out of the archive; answers what register-face is to be started with, if it is. */
export const handler = taskHandler(z.object({ importId: z.uuid(), row: z.number().int().positive() }), ({ importId, row }) => rows.prepare(importId, row));
