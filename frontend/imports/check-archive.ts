import { IMPORT_LIMITS } from '../../domain/import/limits.ts';

/** Why a file is no archive to import. `several`: more than one file at once. */
export const ARCHIVE_PROBLEMS = ['several', 'type', 'size', 'empty', 'unreadable'] as const;
export type ArchiveProblem = (typeof ARCHIVE_PROBLEMS)[number];

/** How a ZIP begins that holds anything. Source: PKWARE's APPNOTE.TXT 6.3.10, 4.3.7 */
const SIGNATURE = [0x50, 0x4b, 0x03, 0x04];

/** What is wrong with files that were chosen; null when they are one ZIP of a size that is taken. */
export async function checkArchive(files: readonly Blob[]): Promise<ArchiveProblem | null> {
  const [file, ...more] = files;
  if (file === undefined || more.length > 0) return 'several';
  if (file.size === 0) return 'empty';
  if (file.size > IMPORT_LIMITS.archiveBytes) return 'size';
  try {
    const head = new Uint8Array(await file.slice(0, SIGNATURE.length).arrayBuffer());
    return SIGNATURE.every((byte, index) => head[index] === byte) ? null : 'type';
  } catch {
    return 'unreadable';
  }
}
