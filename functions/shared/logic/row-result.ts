import { ExternalIdTakenError, FaceAlreadyRegisteredError, PhotoRefusedError, type InvigilError } from '../../../domain/errors.ts';
import { failedRow, rowReason, type RowReason, type RowResult } from '../../../domain/import/import-row.ts';
import { standingOfExternalId } from '../../../domain/registration/external-id.ts';
import { isLeased, type Reservation } from '../../../domain/registration/reservation.ts';
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
    const other = await this.#inTheWay(error, stored.externalId, isOther);
    if (other === null) return failedRow(rowReason('registrationFailed', {}));
    const detail = error instanceof ExternalIdTakenError ? 'externalIdRegisteredAs' : 'faceRegisteredAs';
    return { outcome: 'alreadyRegistered', reasons: [rowReason(detail, { name: other.fullName })], externalImageId: other.externalImageId };
  }

  /**
   * Who is registered to whom a registration gave way. It gives way to one that is merely under way as well, and that one may come to nothing: its end is
   * waited for, so that nobody is called registered who never is.
   */
  async #inTheWay(error: InvigilError, externalId: string | null, isOther: (externalImageId: string) => boolean): Promise<PersonRow | null> {
    if (error instanceof FaceAlreadyRegisteredError) return this.#registeredOf(error.duplicates.map((duplicate) => duplicate.externalImageId).filter(isOther));
    if (!(error instanceof ExternalIdTakenError) || externalId === null) return null;
    const kept = await this.#props.externalIds.find(externalId);
    if (kept === null || !isOther(kept.guard.holder)) return null;
    const standing = standingOfExternalId(externalId, kept.guard, kept.holder, this.#props.now());
    if (standing === 'busy') throw underWay();
    // Whoever is registered without the external id has left behind what keeps it.
    return standing === 'taken' || kept.holder?.state === 'pending' ? this.#registeredOf([kept.guard.holder]) : null;
  }

  /** The first of them who is registered. */
  async #registeredOf(externalImageIds: readonly string[]): Promise<PersonRow | null> {
    const { directory, now } = this.#props;
    const people = (await Promise.all(externalImageIds.map((id) => directory.find(id)))).filter((person) => person !== null);
    const registered = people.find(({ state }) => state === 'registered');
    if (registered !== undefined) return registered;
    if (people.some(({ state, reservation }) => state === 'pending' && isAtWork(reservation, now()))) throw underWay();
    return null;
  }
}

/** Recording, or undoing what it did: until that is done, its face and external id are in the way. */
function isAtWork(reservation: Reservation | null, now: Date): boolean {
  return reservation !== null && isLeased(reservation, now);
}

function underWay(): RegistrationRunningError {
  return new RegistrationRunningError('Somebody else who has the same face or external id is being registered or changed.');
}

/** With every reason; whose face it is counts among them, for a better photo would only be refused as theirs. */
function refusedPhoto({ reasons, duplicates }: PhotoRefusedError, isOther: (externalImageId: string) => boolean): RowResult {
  const measured: RowReason[] = reasons.map(({ code, quantity, message, measured: value, limit }) => ({ code, quantity, message, measured: value, limit }));
  const registered = duplicates.flatMap(({ externalImageId, fullName }) => (fullName !== null && isOther(externalImageId) ? [rowReason('faceRegisteredAs', { name: fullName })] : []));
  return { outcome: 'refused', reasons: [...measured, ...registered.slice(0, 1)], externalImageId: null };
}
