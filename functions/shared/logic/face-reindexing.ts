import { setTimeout as delay } from 'node:timers/promises';
import { v4 } from 'uuid';
import type { HeldReservation, Holdings } from '../../../domain/reconciliation/holdings.ts';
import type { Reservation } from '../../../domain/registration/reservation.ts';
import type { Uniqueness } from '../../../domain/registration/uniqueness.ts';
import type { HoldingsStore } from '../ports/holdings-store.ts';

/** As long as a registration has: register-face's. */
const LEASE_MS = 300_000;
/** Whoever has not decided by then is looked at the next time. */
const MAX_CHECKS = 10;
const PAUSE_MS = 1_000;

export interface FaceReindexingProps {
  store: HoldingsStore;
  /** Whether the face is nobody else's. */
  judge: (published: { externalImageId: string; faceId: string; reservation: Reservation }) => Promise<Uniqueness>;
  now: () => Date;
  pause?: (ms: number) => Promise<unknown>;
}

/** `contested`: it is somebody else's by now, whom `rivals` names. */
export type Reindexing = { outcome: 'mended' | 'left' } | { outcome: 'contested'; rivals: string[] };

/**
 * Indexes faces again that the collection has lost, as further photos are registered: under a reservation, so that nobody takes the new face for one that
 * counts for nobody, or indexes it a second time; published first and checked then, so that no face counts for two people. See docs/adr/0020.
 */
export class FaceReindexing {
  readonly #props: FaceReindexingProps;

  constructor(props: FaceReindexingProps) {
    this.#props = props;
  }

  async indexAgain({ externalImageId, row, photos }: Holdings, faceId: string): Promise<Reindexing> {
    const { store } = this.#props;
    const key = row?.photos.find((photo) => photo.faceId === faceId)?.key ?? (row?.photos.length === 0 && row.faceIds.length === 1 ? photos[0]?.key : undefined);
    if (row === null || key === undefined || !photos.some((photo) => photo.key === key)) return { outcome: 'left' };
    const reservation = this.#reservationOf(key);
    if (!(await store.reservePerson(externalImageId, row, faceId, reservation))) return { outcome: 'left' };
    let newFaceId: string | null = null;
    let rivals: string[] = [];
    try {
      newFaceId = await store.indexFace(externalImageId, key);
      if (newFaceId !== null) {
        const uniqueness = await this.#judge({ externalImageId, faceId: newFaceId, reservation });
        if (uniqueness.outcome === 'duplicate') rivals = uniqueness.duplicates.map((rival) => rival.externalImageId);
        if (uniqueness.outcome === 'unique' && (await store.replaceFace(externalImageId, row, { faceId, newFaceId, reservation }))) return { outcome: 'mended' };
      }
    } catch (error) {
      await this.#giveUp(externalImageId, reservation, newFaceId);
      throw error;
    }
    const isRecorded = await this.#giveUp(externalImageId, reservation, newFaceId);
    if (isRecorded) return { outcome: 'mended' };
    return rivals.length > 0 ? { outcome: 'contested', rivals } : { outcome: 'left' };
  }

  /** Waits for who has to give way, and for the provider, which does not find the new face at once. */
  async #judge(published: { externalImageId: string; faceId: string; reservation: Reservation }): Promise<Uniqueness> {
    const { judge, pause = delay } = this.#props;
    for (let checks = 1; ; checks += 1) {
      const uniqueness = await judge(published).catch((error: unknown): Uniqueness => {
        if (error instanceof Error && error.name === 'InvalidParameterException') return { outcome: 'wait' };
        throw error;
      });
      if (uniqueness.outcome !== 'wait' || checks === MAX_CHECKS) return uniqueness;
      await pause(PAUSE_MS);
    }
  }

  /** Without its reservation no face is recorded any more, however late a call arrives; one whose reply was lost may have been before. True when it was. */
  async #giveUp(externalImageId: string, reservation: HeldReservation, newFaceId: string | null): Promise<boolean> {
    const { store } = this.#props;
    await store.removeReservation(externalImageId, reservation);
    if (newFaceId === null) return false;
    if (await store.isCounted(externalImageId, newFaceId)) return true;
    await store.removeFaces([newFaceId]);
    return false;
  }

  #reservationOf(photoKey: string): HeldReservation {
    const now = this.#props.now();
    return { executionName: `reconciliation-${v4()}`, reservedAt: now.toISOString(), leaseExpiresAt: new Date(now.getTime() + LEASE_MS).toISOString(), isWithdrawn: false, photoKey };
  }
}
