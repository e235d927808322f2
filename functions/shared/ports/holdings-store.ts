import type { HeldGuard, HeldPhoto, HeldRow, Holdings } from '../../../domain/reconciliation/holdings.ts';

/** Everything that is kept of people, and the changes that mend it. Each change is made only while what was seen still holds; false when it does not. */
export interface HoldingsStore {
  /** Everybody's. They are not read at one moment: what looks wrong may have changed meanwhile. */
  all(): Promise<Holdings[]>;
  /** One person's, as they are at one moment; null when their row changed while they were read. External ids are looked for among those that are named. */
  of(externalImageId: string, externalIds: readonly string[]): Promise<Holdings | null>;
  removeFaces(faceIds: readonly string[]): Promise<void>;
  /** Indexes the face of a photo; null when that shows none that is good enough. */
  indexFace(externalImageId: string, key: string): Promise<string | null>;
  replaceFace(externalImageId: string, row: HeldRow, faceId: string, newFaceId: string): Promise<boolean>;
  removePendingRow(externalImageId: string, row: HeldRow): Promise<boolean>;
  removeReservation(externalImageId: string, row: HeldRow): Promise<boolean>;
  removeGuard(externalImageId: string, guard: HeldGuard): Promise<boolean>;
  keepExternalId(externalImageId: string, externalId: string): Promise<boolean>;
  removePhoto(photo: Pick<HeldPhoto, 'key'>): Promise<void>;
  /** Finishes a removal that has begun. */
  finishRemoval(externalImageId: string): Promise<void>;
}
