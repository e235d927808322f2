import { importProblem, type ImportProblem } from './import-problem.ts';

/** A row that could be registered, were it alone. */
export interface GoodRow {
  row: number;
  line: number;
  /** Of its photo, in the archive. */
  path: string;
  fullName: string;
  /** Normalised. */
  externalId: string | null;
}

/**
 * Why a row is not registered beside the others of its list; null when it is. Of rows that are the same the first one is. Rows that share a photo or an
 * external id and are not the same are all refused: nobody but their author knows which is right, and whichever came first would be registered.
 */
export function problemBeside(row: GoodRow, rows: readonly GoodRow[]): ImportProblem | null {
  const others = rows.filter((other) => other.row !== row.row);
  const [same, different] = [others.filter((other) => isSame(other, row)), others.filter((other) => !isSame(other, row))];
  const ofPhoto = different.find(({ path }) => path === row.path);
  if (ofPhoto !== undefined) return importProblem('photoOfOtherRow', { line: ofPhoto.line });
  const ofExternalId = different.find(({ externalId }) => externalId !== null && externalId === row.externalId);
  if (ofExternalId !== undefined) return importProblem('externalIdOfOtherRow', { line: ofExternalId.line });
  const [first] = same;
  return first !== undefined && first.row < row.row ? importProblem('rowRepeated', { line: first.line }) : null;
}

function isSame(a: GoodRow, b: GoodRow): boolean {
  return a.path === b.path && a.fullName === b.fullName && a.externalId === b.externalId;
}
