import { importProblem, ImportProblemError } from '../../../domain/import/import-problem.ts';
import { shortened } from '../../../domain/import/shortened.ts';
import type { ArchivedFile } from './archive.ts';

/**
 * Finds the files that a list names: by their path from the list's folder or from the archive's, else by their name alone where only one file has it;
 * upper and lower case count only where there is a choice.
 */
export class FileFinder {
  readonly #folder: string;
  readonly #files: readonly ArchivedFile[];
  readonly #byKey = new Map<string, ArchivedFile[]>();

  /** @param listPath of the list, in the same archive */
  constructor(files: readonly ArchivedFile[], listPath: string) {
    this.#files = files;
    this.#folder = listPath.slice(0, listPath.lastIndexOf('/') + 1);
    for (const file of files) {
      for (const key of new Set([keyOf(file.path), keyOf(nameOf(file.path))])) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), file]);
    }
  }

  /** @throws ImportProblemError FILE_MISSING, FILE_AMBIGUOUS */
  find(reference: string): ArchivedFile {
    const path = reference.normalize('NFC').replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
    const exact = this.#files.find((file) => file.path === this.#folder + path) ?? this.#files.find((file) => file.path === path);
    if (exact) return exact;
    const [only, ...others] = this.#byKey.get(keyOf(this.#folder + path)) ?? this.#byKey.get(keyOf(path)) ?? [];
    if (!only) throw new ImportProblemError(importProblem('fileMissing', { file: shortened(reference) }));
    if (others.length > 0) throw new ImportProblemError(importProblem('fileAmbiguous', { count: others.length + 1, file: shortened(reference) }));
    return only;
  }
}

const keyOf = (path: string): string => path.toLowerCase();
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
