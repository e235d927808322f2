import { InvigilError } from '../../../domain/errors.ts';
import { importProblem, ImportProblemError } from '../../../domain/import/import-problem.ts';
import { failedRow, refusedRow, type RowResult } from '../../../domain/import/import-row.ts';
import { CONTENT_TYPE, FILE_EXTENSION } from '../image/image-header.ts';
import { checkImage, MAX_IMAGE_BYTES, type ReceivedImage } from '../image/received-image.ts';
import { readArchived } from '../import/archive.ts';
import type { Archives } from '../ports/archives.ts';
import type { Executions } from '../ports/executions.ts';
import type { ExternalIds } from '../ports/external-ids.ts';
import type { FaceDirectory } from '../ports/face-directory.ts';
import type { ImageStore } from '../ports/image-store.ts';
import type { ImportRecord, Imports, StoredRow } from '../ports/imports.ts';
import type { ExecutionResult, Workflow } from '../ports/workflow.ts';
import type { RegistrationInput } from '../registration-input.ts';
import { failedForNow, outcomeOf } from './registration-outcome.ts';
import { idsOf, MAX_ATTEMPTS, type RowIds } from './row-ids.ts';
import { RegistrationRunningError, RowResults } from './row-result.ts';

/** What is to be done with a row next: register its person, take down how that ended, or nothing any more. */
export type PreparedRow = { next: 'register'; registration: RegistrationInput } | { next: 'record' | 'nothing' };

/** The registration failed for a reason that is not the row's: the row is to be prepared again. */
export class RegistrationFailedError extends Error {
  override readonly name = 'RegistrationFailedError';
}

export interface ImportRowsProps {
  imports: Imports;
  archives: Archives;
  photos: ImageStore;
  executions: Executions;
  /** register-face, whose executions are named after the registrations. */
  workflow: Workflow;
  directory: FaceDirectory;
  externalIds: ExternalIds;
  now: () => Date;
}

/** From a row of a bulk registration to a registered person. Every step can be taken twice: ids follow from the import and the row. */
export class ImportRows {
  readonly #props: ImportRowsProps;
  readonly #results: RowResults;

  constructor(props: ImportRowsProps) {
    this.#props = props;
    this.#results = new RowResults(props);
  }

  /** Takes the row's photo out of the archive and answers what register-face is to be started with; decides the row where its file will not do. */
  async prepare(importId: string, row: number): Promise<PreparedRow> {
    const { imports, archives, photos, executions, workflow } = this.#props;
    const { record, stored } = await this.#find(importId, row);
    if (stored.result !== null || stored.photo === null || record.archive === null) return { next: 'nothing' };
    const { registrationId, externalImageId } = idsOf(importId, row, stored.attempt);
    if ((await workflow.result(workflow.arnOf(registrationId))) !== null) return { next: 'record' };
    try {
      const image = checkImage(await readArchived(archives.open(importId, record.archive), stored.photo, MAX_IMAGE_BYTES));
      const photo = await photos.put(photoKey(externalImageId, registrationId, image), image.bytes, CONTENT_TYPE[image.format]);
      const registration: RegistrationInput = {
        kind: 'person',
        registrationId,
        externalImageId,
        fullName: stored.fullName,
        externalId: stored.externalId,
        photo: { ...photo, sha256: image.sha256, widthPx: image.widthPx, heightPx: image.heightPx },
        registeredAt: record.startedAt ?? record.createdAt,
        registeredBy: record.createdBy,
        override: null,
      };
      await executions.claim({
        executionName: registrationId,
        machine: 'register-face',
        owner: record.createdBy,
        imageSha256: image.sha256,
        claimId: registrationId,
        startDate: this.#props.now().toISOString(),
        sessionId: null,
        executionArn: workflow.arnOf(registrationId),
      });
      return { next: 'register', registration };
    } catch (error) {
      const refusal = refusalOf(error, stored);
      if (refusal === null) throw error;
      await imports.decideRow(importId, row, refusal);
      return { next: 'nothing' };
    }
  }

  /**
   * Takes down how the row's registration ended.
   * @throws RegistrationRunningError, RegistrationFailedError
   */
  async record(importId: string, row: number): Promise<void> {
    const { imports, executions, workflow, directory, now } = this.#props;
    const { stored } = await this.#find(importId, row);
    if (stored.result !== null) return;
    const ids = idsOf(importId, row, stored.attempt);
    const execution = await workflow.result(workflow.arnOf(ids.registrationId));
    if (execution === 'RUNNING') throw new RegistrationRunningError('The registration is still under way.');
    if (execution === null) await this.#removePhoto(ids);
    else await executions.close({ executionName: ids.registrationId, machine: 'register-face', claimId: ids.registrationId }, closingOf(execution, now()));
    const outcome = execution === null ? failedForNow() : await outcomeOf(execution, directory);
    const result = await this.#results.of(outcome, importId, stored, ids.externalImageId);
    if (result.outcome === 'failed' && stored.attempt < MAX_ATTEMPTS) {
      await imports.beginAttempt(importId, row, stored.attempt + 1);
      throw new RegistrationFailedError('The registration failed: the row is to be prepared again.');
    }
    await imports.decideRow(importId, row, result);
  }

  /** Decides a row whose registration cannot be followed any longer. */
  async giveUp(importId: string, row: number): Promise<void> {
    try {
      await this.record(importId, row);
    } catch {
      await this.#props.imports.decideRow(importId, row, failedRow({ ...importProblem('rowInterrupted', {}), measured: null, limit: null }));
    }
  }

  async #find(importId: string, row: number): Promise<{ record: ImportRecord; stored: StoredRow }> {
    const [record, stored] = await Promise.all([this.#props.imports.find(importId), this.#props.imports.findRow(importId, row)]);
    if (record === null || stored === null) throw new TypeError(`The import ${importId} has no row ${String(row)}.`);
    return { record, stored };
  }

  /** Of a registration that never began: one that did has removed it. */
  async #removePhoto({ registrationId, externalImageId }: RowIds): Promise<void> {
    for (const format of ['jpeg', 'png'] as const) await this.#props.photos.remove(photoKey(externalImageId, registrationId, { format }));
  }
}

function photoKey(externalImageId: string, registrationId: string, { format }: Pick<ReceivedImage, 'format'>): string {
  return `photos/${externalImageId}/${registrationId}.${FILE_EXTENSION[format]}`;
}

function refusalOf(error: unknown, { file }: StoredRow): RowResult | null {
  if (error instanceof ImportProblemError) return refusedRow(error.problem);
  if (!(error instanceof InvigilError)) return null;
  const { detail, parameters } = error.wording ?? { detail: 'notValid', parameters: {} };
  return refusedRow({ code: 'FILE_UNSUPPORTED', detail, parameters: { file, ...parameters }, message: `“${file}” cannot be used: ${error.message}` });
}

function closingOf({ status, executionArn, error }: ExecutionResult, now: Date): Parameters<Executions['close']>[1] {
  return { status: status === 'ABORTED' ? 'FAILED' : status, executionArn, error, stopDate: now.toISOString() };
}
