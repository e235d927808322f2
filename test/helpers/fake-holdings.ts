import { isDeepStrictEqual } from 'node:util';
import type { HeldGuard, HeldReservation, HeldRow, Holdings } from '../../domain/reconciliation/holdings.ts';
import type { FaceReplacement, HoldingsStore } from '../../functions/shared/ports/holdings-store.ts';

/** Collection, table and bucket in memory, with the conditions of the real ones. */
export class FakeHoldings implements HoldingsStore {
  readonly people = new Map<string, Holdings>();
  #indexed = 0;

  add(externalImageId: string, held: Partial<Omit<Holdings, 'externalImageId'>>): void {
    this.people.set(externalImageId, { externalImageId, row: null, faceIds: [], photos: [], guards: [], ...held });
  }

  all(): Promise<Holdings[]> {
    return Promise.resolve(structuredClone([...this.people.values()]));
  }

  of(externalImageId: string, externalIds: readonly string[]): Promise<Holdings | null> {
    const held = this.#held(externalImageId);
    return Promise.resolve(structuredClone({ ...held, guards: held.guards.filter((guard) => externalIds.includes(guard.externalId)) }));
  }

  removeFaces(faceIds: readonly string[]): Promise<void> {
    for (const held of this.people.values()) held.faceIds = held.faceIds.filter((faceId) => !faceIds.includes(faceId));
    return Promise.resolve();
  }

  indexFace(externalImageId: string, key: string): Promise<string | null> {
    const held = this.#held(externalImageId);
    if (!held.photos.some((photo) => photo.key === key)) return Promise.resolve(null);
    const faceId = `new ${String((this.#indexed += 1))}`;
    held.faceIds.push(faceId);
    return Promise.resolve(faceId);
  }

  reservePerson(externalImageId: string, { faceIds }: HeldRow, faceId: string, reservation: HeldReservation): Promise<boolean> {
    const { row } = this.#held(externalImageId);
    if (row?.state !== 'registered' || row.faceIds[faceIds.indexOf(faceId)] !== faceId || row.reservation !== null) return Promise.resolve(false);
    row.reservation = reservation;
    return Promise.resolve(true);
  }

  replaceFace(externalImageId: string, { faceIds }: HeldRow, { faceId, newFaceId, reservation }: FaceReplacement): Promise<boolean> {
    const { row } = this.#held(externalImageId);
    const place = faceIds.indexOf(faceId);
    if (row?.faceIds[place] !== faceId || row.reservation?.executionName !== reservation.executionName || row.reservation.isWithdrawn) return Promise.resolve(false);
    row.faceIds[place] = newFaceId;
    for (const photo of row.photos) if (photo.faceId === faceId) photo.faceId = newFaceId;
    row.reservation = null;
    return Promise.resolve(true);
  }

  isCounted(externalImageId: string, faceId: string): Promise<boolean> {
    return Promise.resolve(this.people.get(externalImageId)?.row?.faceIds.includes(faceId) === true);
  }

  removePendingRow(externalImageId: string, { reservation }: HeldRow): Promise<boolean> {
    const held = this.#held(externalImageId);
    if (held.row?.state !== 'pending' || held.row.reservation?.executionName !== reservation?.executionName) return Promise.resolve(false);
    held.row = null;
    return Promise.resolve(true);
  }

  removeReservation(externalImageId: string, { executionName }: HeldReservation): Promise<boolean> {
    const { row } = this.#held(externalImageId);
    if (row?.reservation?.executionName !== executionName) return Promise.resolve(false);
    row.reservation = null;
    return Promise.resolve(true);
  }

  removeGuard(externalImageId: string, guard: HeldGuard): Promise<boolean> {
    const held = this.#held(externalImageId);
    const place = held.guards.findIndex((other) => isDeepStrictEqual(other, guard));
    if (place >= 0) held.guards.splice(place, 1);
    return Promise.resolve(place >= 0);
  }

  keepExternalId(externalImageId: string, externalId: string): Promise<boolean> {
    const held = this.#held(externalImageId);
    if ([...this.people.values()].some((other) => other !== held && other.guards.some((guard) => guard.externalId === externalId))) return Promise.resolve(false);
    held.guards = [...held.guards.filter((guard) => guard.externalId !== externalId), { externalId, leaseExpiresAt: null }];
    return Promise.resolve(true);
  }

  removePhoto({ key }: { key: string }): Promise<void> {
    for (const held of this.people.values()) held.photos = held.photos.filter((photo) => photo.key !== key);
    return Promise.resolve();
  }

  finishRemoval(externalImageId: string): Promise<void> {
    this.people.delete(externalImageId);
    return Promise.resolve();
  }

  #held(externalImageId: string): Holdings {
    const held = this.people.get(externalImageId);
    if (held === undefined) throw new Error(`Nothing is held of ${externalImageId}.`);
    return held;
  }
}
