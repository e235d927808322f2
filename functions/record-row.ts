import { z } from 'zod';
import { createImportRows } from './shared/logic/create-import-rows.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const rows = createImportRows();

/** Takes down how the registration of a row ended; fails with RegistrationRunningError while it has not. */
export const handler = taskHandler(z.object({ importId: z.uuid(), row: z.number().int().positive() }), ({ importId, row }) => rows.record(importId, row));
