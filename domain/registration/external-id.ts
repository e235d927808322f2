import { isLeased, mayBeRecorded, type Reservation } from './reservation.ts';

/** What stands before an external id in the key of the row that keeps it for one person alone. */
export const EXTERNAL_ID_KEY_PREFIX = 'externalId#';

/** An external id as it is kept and compared: without spaces around it, in lower case, in one Unicode form (NFC). */
export function normaliseExternalId(externalId: string): string {
  return externalId.trim().normalize('NFC').toLowerCase().normalize('NFC');
}

/**
 * The key of an external id's guard: the row of the Faces table whose `holder` is the only person who may have the id. It is taken conditionally,
 * because an index promises no uniqueness.
 */
export function externalIdKey(normalisedExternalId: string): string {
  return `${EXTERNAL_ID_KEY_PREFIX}${normalisedExternalId}`;
}

/** What keeps an external id for somebody. */
export interface ExternalIdGuard {
  /** Whose it is, or is to be: an external image id. */
  holder: string;
  /** Until then the holder is about to get the external id; null where it is kept for good. ISO 8601. */
  leaseExpiresAt: string | null;
}

/** What the row of a guard's holder says. */
export interface ExternalIdHolder {
  state: 'pending' | 'registered' | 'removing';
  externalId: string | null;
  reservation: Reservation | null;
}

/**
 * Whether somebody may take an external id that a guard keeps, judged by the row of its holder, which is read after the guard. `taken`: the holder has the
 * external id. `busy`: they may be about to get it. `free`: they do not have it, and will not before they take it again, which changes the guard. So
 * whoever takes it does on the condition that the guard is as it was.
 *
 * @param holder null where there is no such row
 */
export function standingOfExternalId(externalId: string, guard: ExternalIdGuard, holder: ExternalIdHolder | null, now: Date): 'free' | 'busy' | 'taken' {
  if (holder === null) return 'free';
  if (holder.state === 'pending') return holder.reservation !== null && mayBeRecorded(holder.reservation, now) ? 'busy' : 'free';
  if (holder.externalId === externalId) return 'taken';
  return holder.state === 'registered' && isLeased(guard, now) ? 'busy' : 'free';
}
