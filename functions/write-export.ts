import { z } from 'zod';
import { AUDIENCES, FRAME_OPTIONS } from '../domain/export/export-record.ts';
import type { Session } from '../domain/session.ts';
import { createExportParts } from './shared/export-environment.ts';
import { taskHandler } from './shared/task/task-handler.ts';

const { sessionExport, store } = createExportParts();

const OrderSchema = z.object({
  // Our own function's view of it, a moment earlier.
  session: z.custom<Session>((value) => typeof value === 'object' && value !== null),
  options: z.object({ frames: z.enum(FRAME_OPTIONS), audience: z.enum(AUDIENCES) }),
  key: z.string(),
});

/** Writes an export that is too large to be answered. Whoever asks for it asks again: when it fails, they order it anew. */
export const handler = taskHandler(OrderSchema, async ({ session, options, key }) => {
  try {
    await store.write(key, sessionExport.lines(session, options));
  } finally {
    await store.release(key);
  }
  return { key };
});
