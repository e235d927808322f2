import { isLeased } from '../registration/reservation.ts';
import type { Finding, FindingKind } from './finding.ts';
import type { HeldGuard, HeldRow, Holdings } from './holdings.ts';

/** A photo is stored before anything refers to it: so long after that a registration has begun, or never will. */
const PHOTO_GRACE_MS = 15 * 60_000;

/** What of a person does not belong together, in the order in which it is mended. Whatever a valid lease covers is left alone: somebody is working on it, if only to undo it. */
export function compareHoldings(held: Holdings, now: Date): Finding[] {
  const { externalImageId, row } = held;
  const finding = (kind: FindingKind, subject: string | null = null, guard: HeldGuard | null = null): Finding => ({ kind, externalImageId, subject, guard });
  if (row === null) return ofNobody(held, now, finding);
  if (row.reservation !== null && isLeased(row.reservation, now)) return [];
  if (row.state === 'removing') return isLeased({ leaseExpiresAt: row.removalLeaseExpiresAt }, now) ? [] : [finding('UNFINISHED_REMOVAL')];
  if (row.state === 'pending') return [finding('EXPIRED_REGISTRATION')];
  return [
    ...held.faceIds.filter((faceId) => !row.faceIds.includes(faceId)).map((faceId) => finding('ORPHAN_FACE', faceId)),
    // Before what needs a reservation to be mended.
    ...(row.reservation === null ? [] : [finding('EXPIRED_RESERVATION')]),
    ...row.faceIds.filter((faceId) => !held.faceIds.includes(faceId)).map((faceId) => finding('MISSING_FACE', faceId)),
    ...ofExternalId(row, held.guards, now, finding),
    ...ofPhotos(row, held, now, finding),
  ];
}

type MakeFinding = (kind: FindingKind, subject?: string | null, guard?: HeldGuard) => Finding;

function ofNobody({ faceIds, photos, guards }: Holdings, now: Date, finding: MakeFinding): Finding[] {
  return [
    // A registration's row is there before its face, and goes after it.
    ...faceIds.map((faceId) => finding('ORPHAN_FACE', faceId)),
    ...guards.filter((guard) => !isLeased(guard, now)).map((guard) => finding('ORPHAN_EXTERNAL_ID', null, guard)),
    ...photos.filter(({ modifiedAt }) => isOld(modifiedAt, now)).map(({ key }) => finding('ORPHAN_PHOTO', key)),
  ];
}

function ofExternalId({ externalId }: HeldRow, guards: readonly HeldGuard[], now: Date, finding: MakeFinding): Finding[] {
  const own = guards.find((guard) => guard.externalId === externalId);
  const others = guards.filter((guard) => guard !== own && !isLeased(guard, now));
  // Kept under a lease that is over, anybody may take it.
  const isUnkept = externalId !== null && (own === undefined || (own.leaseExpiresAt !== null && !isLeased(own, now)));
  return [...others.map((guard) => finding('ORPHAN_EXTERNAL_ID', null, guard)), ...(isUnkept ? [finding('UNKEPT_EXTERNAL_ID')] : [])];
}

function ofPhotos(row: HeldRow, { photos }: Holdings, now: Date, finding: MakeFinding): Finding[] {
  if (row.photos.length === 0) return [];
  const known = new Set(row.photos.map(({ key }) => key));
  const there = new Set(photos.map(({ key }) => key));
  return [
    ...photos.filter(({ key, modifiedAt }) => !known.has(key) && isOld(modifiedAt, now)).map(({ key }) => finding('ORPHAN_PHOTO', key)),
    ...[...known].filter((key) => !there.has(key)).map((key) => finding('MISSING_PHOTO', key)),
  ];
}

function isOld(modifiedAt: string, now: Date): boolean {
  return now.getTime() > Date.parse(modifiedAt) + PHOTO_GRACE_MS;
}
