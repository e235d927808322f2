import { importProblem, ImportProblemError } from './import-problem.ts';

export type ListColumn = 'file' | 'fullName' | 'externalId';

/** What a column's header may say, without spaces, underscores, hyphens and case. */
const HEADERS: Readonly<Record<ListColumn, readonly string[]>> = {
  file: ['file', 'filename', 'photo', 'image'],
  fullName: ['fullname', 'name'],
  externalId: ['externalid', 'email'],
};

/**
 * Which column is where in the list's header; a column that is none of these is passed over.
 * @throws ImportProblemError COLUMN_MISSING, COLUMN_REPEATED
 */
export function findColumns(header: readonly string[]): Record<'file' | 'fullName', number> & { externalId: number | null } {
  const names = header.map((name) => name.normalize('NFKC').replaceAll(/[\s_-]/g, '').toLowerCase());
  return { file: required('file', names), fullName: required('fullName', names), externalId: find('externalId', names) };
}

function required(column: ListColumn, names: readonly string[]): number {
  const index = find(column, names);
  if (index === null) throw new ImportProblemError(importProblem('columnMissing', { column }));
  return index;
}

function find(column: ListColumn, names: readonly string[]): number | null {
  const found = names.flatMap((name, index) => (HEADERS[column].includes(name) ? [index] : []));
  if (found.length > 1) throw new ImportProblemError(importProblem('columnRepeated', { count: found.length, column }));
  return found[0] ?? null;
}
