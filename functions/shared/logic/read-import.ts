import { FaceSchema } from '../schemas.ts';
import { ImportProblemError, type ImportProblem } from '../../../domain/import/import-problem.ts';
import { refusedRow } from '../../../domain/import/import-row.ts';
import { IMPORT_LIMITS } from '../../../domain/import/limits.ts';
import { MAX_IMAGE_BYTES } from '../image/received-image.ts';
import { listArchive, readArchived, type ArchivedFile } from '../import/archive.ts';
import type { ByteSource } from '../import/byte-source.ts';
import { FileFinder } from '../import/find-file.ts';
import { readList, type ListedPerson } from '../import/read-list.ts';
import { ExternalIdSchema } from '../registration-body.ts';
import type { StoredRow } from '../ports/imports.ts';

/**
 * The rows of an archive of photos and one list: each with where its photo lies, or with why it is refused already.
 * @throws ImportProblemError for the archive as a whole
 */
export async function readImport(source: ByteSource): Promise<StoredRow[]> {
  const files = await listArchive(source);
  const list = theList(files);
  const people = readList(await readListFile(source, list));
  const finder = new FileFinder(files, list.path);
  const seen = new Map<string, ListedPerson>();
  return people.map((person) => {
    try {
      const row = { ...person, fullName: field(FaceSchema.shape.fullName, person.fullName), externalId: person.externalId === null ? null : field(ExternalIdSchema, person.externalId) };
      const photo = findPhoto(finder, person.file);
      refuseRepetition(seen, { ...row, file: photo.path });
      return { ...row, attempt: 1, photo, result: null };
    } catch (error) {
      if (!(error instanceof ImportProblemError)) throw error;
      return { ...person, attempt: 1, photo: null, result: refusedRow(error.problem) };
    }
  });
}

function theList(files: readonly ArchivedFile[]): ArchivedFile {
  const [list, ...others] = files.filter(({ path }) => /\.csv$/i.test(path));
  if (!list) throw new ImportProblemError('LIST_MISSING', 'The archive holds no list: add one file that ends in .csv, with the columns file, full name and, if there are any, external id.');
  if (others.length > 0) throw new ImportProblemError('SEVERAL_LISTS', `The archive holds ${String(others.length + 1)} files that end in .csv: leave the one with the list.`);
  return list;
}

async function readListFile(source: ByteSource, list: ArchivedFile): Promise<Buffer> {
  try {
    return await readArchived(source, list, IMPORT_LIMITS.listBytes);
  } catch (error) {
    if (!(error instanceof ImportProblemError)) throw error;
    const { code, message } = error.problem;
    throw new ImportProblemError(code === 'FILE_TOO_LARGE' ? 'LIST_TOO_LARGE' : 'LIST_UNREADABLE', message, error);
  }
}

/** What the archive's directory tells of a photo already is told before any photo is unpacked. */
function findPhoto(finder: FileFinder, reference: string): ArchivedFile {
  if (reference === '') throw new ImportProblemError('FIELD_INVALID', 'file must not be empty.');
  const photo = finder.find(reference);
  if (photo.sizeBytes > MAX_IMAGE_BYTES) throw new ImportProblemError('FILE_TOO_LARGE', `“${photo.path}” has ${String(photo.sizeBytes)} bytes: at most ${String(MAX_IMAGE_BYTES)} are taken.`);
  return photo;
}

function field<T>(schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly { message: string }[] } } }, value: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ImportProblemError('FIELD_INVALID', result.error.issues[0]?.message ?? 'A field is not valid.');
}

function refuseRepetition(seen: Map<string, ListedPerson>, row: ListedPerson): void {
  const key = JSON.stringify([row.file, row.fullName, row.externalId]);
  const first = seen.get(key);
  const problem: ImportProblem | null = first === undefined ? null : { code: 'ROW_REPEATED', message: `This repeats line ${String(first.line)}.` };
  if (problem) throw new ImportProblemError(problem.code, problem.message);
  seen.set(key, row);
}
