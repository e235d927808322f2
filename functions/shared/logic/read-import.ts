import type { z } from 'zod';
import { problemBeside, type GoodRow } from '../../../domain/import/beside-others.ts';
import { importProblem, ImportProblemError, type ImportProblem } from '../../../domain/import/import-problem.ts';
import { refusedRow } from '../../../domain/import/import-row.ts';
import { IMPORT_LIMITS } from '../../../domain/import/limits.ts';
import { shortened } from '../../../domain/import/shortened.ts';
import { fieldWording } from '../field-wording.ts';
import { MAX_IMAGE_BYTES } from '../image/received-image.ts';
import { listArchive, readArchived, type ArchivedFile } from '../import/archive.ts';
import type { ByteSource } from '../import/byte-source.ts';
import { FileFinder } from '../import/find-file.ts';
import { readList, type ListedPerson } from '../import/read-list.ts';
import { ExternalIdSchema } from '../registration-body.ts';
import { FaceSchema } from '../schemas.ts';
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
  const readings = people.map((person) => ({ person, row: readRow(person, finder) }));
  const good = readings.map(({ row }) => goodRow(row)).filter((row) => row !== null);
  return readings.map(({ person, row }) => {
    const itself = goodRow(row);
    const problem = itself === null ? null : problemBeside(itself, good);
    return problem === null ? row : refused(person, problem);
  });
}

/** A line by itself. */
function readRow(person: ListedPerson, finder: FileFinder): StoredRow {
  try {
    const { row, line, file, problem } = person;
    if (problem !== null) throw new ImportProblemError(problem);
    const fullName = field('fullName', FaceSchema.shape.fullName, person.fullName);
    const externalId = person.externalId === null ? null : field('externalId', ExternalIdSchema, person.externalId);
    return { row, line, file: shortened(file), fullName, externalId, attempt: 1, photo: findPhoto(finder, file), result: null };
  } catch (error) {
    if (!(error instanceof ImportProblemError)) throw error;
    return refused(person, error.problem);
  }
}

function refused({ row, line, file, fullName, externalId }: ListedPerson, problem: ImportProblem): StoredRow {
  const shown = { file: shortened(file), fullName: shortened(fullName), externalId: externalId === null ? null : shortened(externalId) };
  return { row, line, ...shown, attempt: 1, photo: null, result: refusedRow(problem) };
}

/** The row as the others see it; null where it is refused by itself. */
function goodRow({ row, line, fullName, externalId, photo }: StoredRow): GoodRow | null {
  return photo === null ? null : { row, line, path: photo.path, fullName, externalId };
}

function theList(files: readonly ArchivedFile[]): ArchivedFile {
  const [list, ...others] = files.filter(({ path }) => /\.csv$/i.test(path));
  if (!list) throw new ImportProblemError(importProblem('listMissing', {}));
  if (others.length > 0) throw new ImportProblemError(importProblem('severalLists', { count: others.length + 1 }));
  return list;
}

async function readListFile(source: ByteSource, list: ArchivedFile): Promise<Buffer> {
  try {
    return await readArchived(source, list, IMPORT_LIMITS.listBytes);
  } catch (error) {
    if (!(error instanceof ImportProblemError)) throw error;
    throw new ImportProblemError({ ...error.problem, code: error.problem.code === 'FILE_TOO_LARGE' ? 'LIST_TOO_LARGE' : 'LIST_UNREADABLE' }, error);
  }
}

/** What the archive's directory tells of a photo already is told before any photo is unpacked. */
function findPhoto(finder: FileFinder, reference: string): ArchivedFile {
  if (reference === '') throw new ImportProblemError({ code: 'FIELD_INVALID', detail: 'empty', parameters: { field: 'file' }, message: 'file must not be empty.' });
  const photo = finder.find(reference);
  if (photo.sizeBytes > MAX_IMAGE_BYTES) throw new ImportProblemError(importProblem('fileTooLarge', { file: shortened(photo.path), sizeBytes: photo.sizeBytes, limitBytes: MAX_IMAGE_BYTES }));
  return photo;
}

function field<T>(name: 'fullName' | 'externalId', schema: z.ZodType<T>, value: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const wording = issue === undefined ? { detail: 'notValid', parameters: { field: name } } : fieldWording(issue, name);
  throw new ImportProblemError({ code: 'FIELD_INVALID', ...wording, message: issue?.message ?? 'A field is not valid.' });
}
