import { importProblem } from '../../../domain/import/import-problem.ts';
import type { ImportRecord, Imports } from '../ports/imports.ts';
import type { Workflow } from '../ports/workflow.ts';

/** After this long somebody who began an import has started it, or will not any more. */
const START_GRACE_MS = 120_000;

/** ids are UUIDs; anything else is nobody's. */
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface FindImportProps {
  imports: Imports;
  /** register-bulk, whose executions are named after the imports. */
  workflow: Workflow;
  now: () => Date;
}

/**
 * An import as it is: one whose execution was ended from outside, which no state of it could take down, is told as failed.
 */
export async function findImport(parts: FindImportProps, importId: string): Promise<ImportRecord | null> {
  const record = ID.test(importId) ? await parts.imports.find(importId) : null;
  return record === null ? null : currentImport(parts, record);
}

/** A page of the imports as they are, newest first. */
export async function listImports(parts: FindImportProps, cursor: string | null): Promise<{ items: ImportRecord[]; nextCursor: string | null }> {
  const { items, nextCursor } = await parts.imports.list(cursor);
  const current = await Promise.all(items.map((record) => currentImport(parts, record)));
  return { items: current.filter((record) => record !== null), nextCursor };
}

async function currentImport({ imports, workflow, now }: FindImportProps, record: ImportRecord): Promise<ImportRecord | null> {
  if (record.status !== 'running' || (await isUnderWay(workflow, record, now()))) return record;
  // It may have ended by itself since the record was read.
  const current = await imports.find(record.importId);
  if (current?.status !== 'running') return current;
  return { ...current, status: 'failed', error: importProblem('importInterrupted', {}) };
}

async function isUnderWay(workflow: Workflow, { importId, startedAt }: ImportRecord, now: Date): Promise<boolean> {
  const result = await workflow.result(workflow.arnOf(importId));
  return result === 'RUNNING' || (result === null && now.getTime() - Date.parse(startedAt ?? '') < START_GRACE_MS);
}
