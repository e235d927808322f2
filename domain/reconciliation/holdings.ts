import type { Reservation } from '../registration/reservation.ts';

/** All that is kept of one person, or of somebody who was to become one: in the collection, the table and the bucket. */
export interface Holdings {
  externalImageId: string;
  row: HeldRow | null;
  /** Those of the collection. */
  faceIds: string[];
  photos: HeldPhoto[];
  /** The external ids that rows keep for them. */
  guards: HeldGuard[];
}

/** The person's row. */
export interface HeldRow {
  state: 'pending' | 'registered' | 'removing';
  externalId: string | null;
  /** Until then somebody is removing the person; null where nobody is, or it was begun before removals had a lease. ISO 8601. */
  removalLeaseExpiresAt: string | null;
  /** Those that count. */
  faceIds: string[];
  /** Their photos in the bucket; none is known of people who were registered before photos were taken down. */
  photos: { faceId: string; key: string }[];
  reservation: HeldReservation | null;
}

/** With the photo that it is for. */
export type HeldReservation = Reservation & { photoKey: string | null };

export interface HeldPhoto {
  key: string;
  /** ISO 8601. */
  modifiedAt: string;
}

export interface HeldGuard {
  externalId: string;
  /** Until then somebody is about to take the external id, or to let it go; null where it is kept for good. ISO 8601. */
  leaseExpiresAt: string | null;
  /** Which change of a registered person took it, where one did: so it is told from what it was before. */
  takenBy?: string;
}
