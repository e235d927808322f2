import { v5 } from 'uuid';
import { ExternalIdTakenError, FaceAlreadyRegisteredError, InvigilError, PhotoRefusedError } from '../../../domain/errors.ts';
import { ImportProblemError } from '../../../domain/import/import-problem.ts';
import { refusedRow, type RowResult } from '../../../domain/import/import-row.ts';
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
import { failedForNow, outcomeOf, type RegistrationOutcome } from './registration-outcome.ts';

/** What is to be done with a row next: register its person, take down how that ended, or nothing any more. */
export type PreparedRow = { next: 'register'; registration: RegistrationInput } | { next: 'record' | 'nothing' };

/** The registration is still under way: it has to be asked about again. */
export class RegistrationRunningError extends Error {
  override readonly name = 'RegistrationRunningError';
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

  constructor(props: ImportRowsProps) {
    this.#props = props;
  }

  /** Takes the row's photo out of the archive and answers what register-face is to be started with; decides the row where its file will not do. */
  async prepare(importId: string, row: number): Promise<PreparedRow> {
    const { imports, archives, photos, executions, workflow } = this.#props;
    const { record, stored } = await this.#find(importId, row);
    if (stored.result !== null || stored.photo === null || record.archive === null) return { next: 'nothing' };
    const { registrationId, externalImageId } = idsOf(importId, row);
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
   * @throws RegistrationRunningError
   */
  async record(importId: string, row: number): Promise<void> {
    const { imports, executions, workflow, directory, now } = this.#props;
    const { stored } = await this.#find(importId, row);
    if (stored.result !== null) return;
    const { registrationId, externalImageId } = idsOf(importId, row);
    const execution = await workflow.result(workflow.arnOf(registrationId));
    if (execution === 'RUNNING') throw new RegistrationRunningError('The registration is still under way.');
    if (execution === null) await this.#removePhoto(importId, row);
    else await executions.close({ executionName: registrationId, machine: 'register-face', claimId: registrationId }, closingOf(execution, now()));
    const outcome = execution === null ? failedForNow() : await outcomeOf(execution, directory);
    await imports.decideRow(importId, row, await this.#resultOf(stored, externalImageId, outcome));
  }

  /** Decides a row whose registration cannot be followed any longer. */
  async giveUp(importId: string, row: number): Promise<void> {
    try {
      await this.record(importId, row);
    } catch {
      await this.#props.imports.decideRow(importId, row, failed('INTERRUPTED', 'The registration broke off: look for the person among the registered ones before it is repeated.'));
    }
  }

  async #find(importId: string, row: number): Promise<{ record: ImportRecord; stored: StoredRow }> {
    const [record, stored] = await Promise.all([this.#props.imports.find(importId), this.#props.imports.findRow(importId, row)]);
    if (record === null || stored === null) throw new TypeError(`The import ${importId} has no row ${String(row)}.`);
    return { record, stored };
  }

  async #removePhoto(importId: string, row: number): Promise<void> {
    const { registrationId, externalImageId } = idsOf(importId, row);
    for (const format of ['jpeg', 'png'] as const) await this.#props.photos.remove(photoKey(externalImageId, registrationId, { format }));
  }

  async #resultOf({ externalId }: StoredRow, externalImageId: string, outcome: RegistrationOutcome): Promise<RowResult> {
    if (outcome.status !== 'FAILED') return { outcome: 'registered', reasons: [], externalImageId };
    const { error } = outcome;
    if (error instanceof PhotoRefusedError) return { outcome: 'refused', reasons: error.reasons.map(({ code, message, measured, limit }) => ({ code, message, measured, limit })), externalImageId: null };
    if (error instanceof FaceAlreadyRegisteredError) {
      const [other] = error.duplicates;
      return alreadyRegistered(error.code, `This face is registered already${as(other?.fullName)}.`, other?.externalImageId);
    }
    if (error instanceof ExternalIdTakenError) {
      const holder = externalId === null ? null : await this.#props.externalIds.holderOf(externalId);
      const other = holder === null ? null : await this.#props.directory.find(holder);
      return alreadyRegistered(error.code, `This external id is registered already${as(other?.fullName)}.`, other?.externalImageId);
    }
    return failed('REGISTRATION_FAILED', 'The face could not be registered, and nothing was kept: upload this row again.');
  }
}

/** The same for every attempt at a row, so that none registers it twice. */
function idsOf(importId: string, row: number): { registrationId: string; externalImageId: string } {
  return { registrationId: v5(`registration ${String(row)}`, importId), externalImageId: v5(`person ${String(row)}`, importId) };
}

function photoKey(externalImageId: string, registrationId: string, { format }: Pick<ReceivedImage, 'format'>): string {
  return `photos/${externalImageId}/${registrationId}.${FILE_EXTENSION[format]}`;
}

function refusalOf(error: unknown, { file }: StoredRow): RowResult | null {
  if (error instanceof ImportProblemError) return refusedRow(error.problem);
  return error instanceof InvigilError ? refusedRow({ code: 'FILE_UNSUPPORTED', message: `“${file}” cannot be used: ${error.message}` }) : null;
}

function closingOf({ status, executionArn, error }: ExecutionResult, now: Date): Parameters<Executions['close']>[1] {
  return { status: status === 'ABORTED' ? 'FAILED' : status, executionArn, error, stopDate: now.toISOString() };
}

const as = (name: string | null | undefined): string => (name == null ? '' : `, as “${name}”`);

function alreadyRegistered(code: string, message: string, externalImageId: string | undefined): RowResult {
  return { outcome: 'alreadyRegistered', reasons: [{ code, message, measured: null, limit: null }], externalImageId: externalImageId ?? null };
}

function failed(code: string, message: string): RowResult {
  return { outcome: 'failed', reasons: [{ code, message, measured: null, limit: null }], externalImageId: null };
}
