import { v4 } from 'uuid';
import { compareHoldings } from '../../../domain/reconciliation/compare-holdings.ts';
import type { Finding } from '../../../domain/reconciliation/finding.ts';
import type { HeldReservation, Holdings } from '../../../domain/reconciliation/holdings.ts';
import type { HoldingsStore } from '../ports/holdings-store.ts';

/** As long as a registration has: register-face's. */
const LEASE_MS = 300_000;

/** `left`: mending was not asked for, has failed, or is not to be done by a program. */
export interface ReconciledFinding extends Omit<Finding, 'guard'> {
  outcome: 'mended' | 'left';
}

/**
 * Compares collection, table and bucket, person by person, and mends what does not belong together. Safe while registrations run: what looks wrong is
 * looked at again, by itself, right before it is reported or mended, and every change is made only while what was seen still holds.
 */
export class Reconciliation {
  readonly #store: HoldingsStore;
  readonly #now: () => Date;

  constructor(store: HoldingsStore, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  async run({ repair }: { repair: boolean }): Promise<ReconciledFinding[]> {
    const suspects = (await this.#store.all()).filter((held) => compareHoldings(held, this.#now()).length > 0);
    const findings: ReconciledFinding[] = [];
    for (const suspect of suspects) findings.push(...(await this.#reconcile(suspect, repair)));
    return findings;
  }

  async #reconcile({ externalImageId, row, guards }: Holdings, repair: boolean): Promise<ReconciledFinding[]> {
    const externalIds = [...new Set([...guards.map((guard) => guard.externalId), ...(row?.externalId == null ? [] : [row.externalId])])];
    const held = await this.#store.of(externalImageId, externalIds);
    // Somebody is working on it: whatever they leave is found the next time.
    if (held === null) return [];
    const findings = compareHoldings(held, this.#now());
    const reconciled: ReconciledFinding[] = [];
    for (const finding of findings) {
      const { kind, subject } = finding;
      const isMended = repair && (await this.#mend(finding, held));
      reconciled.push({ kind, externalImageId, subject, outcome: isMended ? 'mended' : 'left' });
    }
    return reconciled;
  }

  async #mend(finding: Finding, held: Holdings): Promise<boolean> {
    const { externalImageId, subject, guard } = finding;
    switch (finding.kind) {
      case 'ORPHAN_FACE':
        await this.#store.removeFaces([subject ?? '']);
        return true;
      case 'MISSING_FACE':
        return this.#indexAgain(held, subject ?? '');
      case 'EXPIRED_REGISTRATION':
        return this.#undoRegistration(held);
      case 'EXPIRED_RESERVATION':
        return held.row?.reservation != null && this.#store.removeReservation(externalImageId, held.row.reservation);
      case 'UNFINISHED_REMOVAL':
        await this.#store.finishRemoval(externalImageId);
        return true;
      case 'ORPHAN_PHOTO':
        await this.#store.removePhoto({ key: subject ?? '' });
        return true;
      case 'MISSING_PHOTO':
        return false;
      case 'ORPHAN_EXTERNAL_ID':
        return guard !== null && this.#store.removeGuard(externalImageId, guard);
      case 'UNKEPT_EXTERNAL_ID':
        return held.row?.externalId != null && this.#store.keepExternalId(externalImageId, held.row.externalId);
    }
  }

  /** As register-face undoes itself: its face goes first, its row says until then that there may be one, its photo goes last. */
  async #undoRegistration({ externalImageId, row, faceIds, guards, photos }: Holdings): Promise<boolean> {
    if (row === null) return false;
    await this.#store.removeFaces(faceIds);
    for (const guard of guards) await this.#store.removeGuard(externalImageId, guard);
    if (!(await this.#store.removePendingRow(externalImageId, row))) return false;
    for (const photo of photos) await this.#store.removePhoto(photo);
    return true;
  }

  /** As a further photo is registered: under a reservation, so that nobody takes the new face for one that counts for nobody, or indexes it a second time. */
  async #indexAgain({ externalImageId, row, photos }: Holdings, faceId: string): Promise<boolean> {
    const key = row?.photos.find((photo) => photo.faceId === faceId)?.key ?? (row?.photos.length === 0 && row.faceIds.length === 1 ? photos[0]?.key : undefined);
    if (row === null || key === undefined || !photos.some((photo) => photo.key === key)) return false;
    const reservation = this.#reservationOf(key);
    if (!(await this.#store.reservePerson(externalImageId, row, faceId, reservation))) return false;
    let newFaceId: string | null = null;
    try {
      newFaceId = await this.#store.indexFace(externalImageId, key);
      if (newFaceId !== null && (await this.#store.replaceFace(externalImageId, row, { faceId, newFaceId, reservation }))) return true;
    } catch (error) {
      await this.#giveUp(externalImageId, reservation, newFaceId);
      throw error;
    }
    return this.#giveUp(externalImageId, reservation, newFaceId);
  }

  /** Without its reservation no face is recorded any more, however late a call arrives; one whose reply was lost may have been before. True when it was. */
  async #giveUp(externalImageId: string, reservation: HeldReservation, newFaceId: string | null): Promise<boolean> {
    await this.#store.removeReservation(externalImageId, reservation);
    if (newFaceId === null) return false;
    if (await this.#store.isCounted(externalImageId, newFaceId)) return true;
    await this.#store.removeFaces([newFaceId]);
    return false;
  }

  #reservationOf(photoKey: string): HeldReservation {
    const now = this.#now();
    return { executionName: `reconciliation-${v4()}`, reservedAt: now.toISOString(), leaseExpiresAt: new Date(now.getTime() + LEASE_MS).toISOString(), isWithdrawn: false, photoKey };
  }
}
