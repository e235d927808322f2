import { importProblem } from '../../../domain/import/import-problem.ts';
import type { ImportRecord, Imports } from '../ports/imports.ts';
import type { Workflow } from '../ports/workflow.ts';

/** After this long somebody who began an import has started it, or will not any more. */
const START_GRACE_MS = 120_000;

/** ids are UUIDs; anything else is nobody's. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * An import as it is: one whose execution was ended from outside, which no state of it could take down, is told as failed.
 *
 * @param workflow register-bulk, whose executions are named after the imports
 */
export async function findImport({ imports, workflow, now }: { imports: Imports; workflow: Workflow; now: () => Date }, importId: string): Promise<ImportRecord | null> {
  const record = ID.test(importId) ? await imports.find(importId) : null;
  if (record?.status !== 'running' || (await isUnderWay(workflow, record, now()))) return record;
  // It may have ended by itself since the record was read.
  const current = await imports.find(importId);
  if (current?.status !== 'running') return current;
  return { ...current, status: 'failed', error: importProblem('importInterrupted', {}) };
}

async function isUnderWay(workflow: Workflow, { importId, startedAt }: ImportRecord, now: Date): Promise<boolean> {
  const result = await workflow.result(workflow.arnOf(importId));
  return result === 'RUNNING' || (result === null && now.getTime() - Date.parse(startedAt ?? '') < START_GRACE_MS);
}
