/**
 * A registration under way, as the person's row says it: of a new person, whose row is `pending`, or of a further photo of a registered one.
 * Its times come from different machines' clocks: nothing but fairness depends on who is older, for every registration sees the same order.
 */
export interface Reservation {
  /** The execution that holds it. No two ever have the same name. */
  executionName: string;
  /** ISO 8601. */
  reservedAt: string;
  /** From then on the execution records nothing any more. ISO 8601. */
  leaseExpiresAt: string;
  /** Given up: the execution is undoing what it did and records nothing any more. */
  isWithdrawn: boolean;
}

/**
 * How long after its lease a reservation still counts for others. What an execution began to record within its lease may arrive later: its step takes
 * at most five attempts of 5 s and 12 s of pauses, and clocks differ.
 */
export const LEASE_GRACE_MS = 60_000;

/** Whether somebody may still be working under a lease: to record, or to undo what they did. */
export function isLeased({ leaseExpiresAt }: { leaseExpiresAt: string | null }, now: Date): boolean {
  return leaseExpiresAt !== null && now.getTime() <= Date.parse(leaseExpiresAt) + LEASE_GRACE_MS;
}

/** Whether a reservation may still end with a registered face. */
export function mayBeRecorded(reservation: Reservation, now: Date): boolean {
  return !reservation.isWithdrawn && isLeased(reservation, now);
}

/** Whether one reservation goes before another: the older one, and of two of one time the one whose name sorts first. */
export function goesBefore(a: Reservation, b: Reservation): boolean {
  return a.reservedAt === b.reservedAt ? a.executionName < b.executionName : a.reservedAt < b.reservedAt;
}
