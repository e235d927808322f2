import { ExternalIdTakenError, FaceAlreadyRegisteredError, PhotoRefusedError, type InvigilError } from '../../../domain/errors.ts';
import { failedRow, rowReason, type RowReason, type RowResult } from '../../../domain/import/import-row.ts';
import { mayBeRecorded } from '../../../domain/registration/reservation.ts';
import type { ExternalIds } from '../ports/external-ids.ts';
import type { FaceDirectory, PersonRow } from '../ports/face-directory.ts';
import type { StoredRow } from '../ports/imports.ts';
import type { RegistrationOutcome } from './registration-outcome.ts';
import { isOwn } from './row-ids.ts';

/** The registration is still under way, or another one on which it depends what this one came to: it has to be asked about again. */
export class RegistrationRunningError extends Error {
  override readonly name = 'RegistrationRunningError';
}

export interface RowResultsProps {
  directory: FaceDirectory;
  externalIds: ExternalIds;
  now: () => Date;
}

/** What a row came to, by how its registration ended. */
export class RowResults {
  readonly #props: RowResultsProps;

  constructor(props: RowResultsProps) {
    this.#props = props;
  }

  /**
   * `failed` where the row is worth another attempt.
   * @param externalImageId of the person whom the registration was to register
   * @throws RegistrationRunningError
   */
  async of(outcome: RegistrationOutcome, importId: string, stored: StoredRow, externalImageId: string): Promise<RowResult> {
    if (outcome.status !== 'FAILED') return { outcome: 'registered', reasons: [], externalImageId };
    const { error } = outcome;
    const isOther = (id: string): boolean => !isOwn(importId, stored.row, id);
    if (error instanceof PhotoRefusedError) return refusedPhoto(error, isOther);
    const other = await this.#registeredOf((await this.#inTheWay(error, stored.externalId)).filter(isOther));
    if (other === null) return failedRow(rowReason('registrationFailed', {}));
    const detail = error instanceof ExternalIdTakenError ? 'externalIdRegisteredAs' : 'faceRegisteredAs';
    return { outcome: 'alreadyRegistered', reasons: [rowReason(detail, { name: other.fullName })], externalImageId: other.externalImageId };
  }

  /** Whom a registration gave way to, by their external image ids. */
  async #inTheWay(error: InvigilError, externalId: string | null): Promise<string[]> {
    if (error instanceof FaceAlreadyRegisteredError) return error.duplicates.map((duplicate) => duplicate.externalImageId);
    const holder = error instanceof ExternalIdTakenError && externalId !== null ? await this.#props.externalIds.holderOf(externalId) : null;
    return holder === null ? [] : [holder];
  }

  /**
   * The first of them who is registered. A registration gives way to one that is merely under way as well, and that one may come to nothing:
   * its end is waited for, so that nobody is called registered who never is.
   */
  async #registeredOf(externalImageIds: readonly string[]): Promise<PersonRow | null> {
    const { directory, now } = this.#props;
    const people = (await Promise.all(externalImageIds.map((id) => directory.find(id)))).filter((person) => person !== null);
    const registered = people.find(({ state }) => state === 'registered');
    if (registered !== undefined) return registered;
    if (people.some(({ state, reservation }) => state === 'pending' && reservation !== null && mayBeRecorded(reservation, now()))) {
      throw new RegistrationRunningError('Another registration of the same face or external id is still under way.');
    }
    return null;
  }
}

/** With every reason; whose face it is counts among them, for a better photo would only be refused as theirs. */
function refusedPhoto({ reasons, duplicates }: PhotoRefusedError, isOther: (externalImageId: string) => boolean): RowResult {
  const measured: RowReason[] = reasons.map(({ code, quantity, message, measured: value, limit }) => ({ code, quantity, message, measured: value, limit }));
  const registered = duplicates.flatMap(({ externalImageId, fullName }) => (fullName !== null && isOther(externalImageId) ? [rowReason('faceRegisteredAs', { name: fullName })] : []));
  return { outcome: 'refused', reasons: [...measured, ...registered.slice(0, 1)], externalImageId: null };
}
