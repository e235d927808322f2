import type { HeldGuard, HeldPhoto, HeldReservation, HeldRow, Holdings } from '../../../domain/reconciliation/holdings.ts';

/** One face of the collection for another, of the same photo. */
export interface FaceReplacement {
  faceId: string;
  newFaceId: string;
  reservation: HeldReservation;
}

/** Everything that is kept of people, and the changes that mend it. Each change is made only while what was seen still holds; false when it does not. */
export interface HoldingsStore {
  /** Everybody's. They are not read at one moment: what looks wrong may have changed meanwhile. */
  all(): Promise<Holdings[]>;
  /** One person's, as they are at one moment; null when their row changed while they were read. External ids are looked for among those that are named. */
  of(externalImageId: string, externalIds: readonly string[]): Promise<Holdings | null>;
  removeFaces(faceIds: readonly string[]): Promise<void>;
  /** Indexes the face of a photo; null when that shows none that is good enough. */
  indexFace(externalImageId: string, key: string): Promise<string | null>;
  /** Reserves a registered person one of whose faces is to be replaced, as a further photo does: others leave alone what is theirs. */
  reservePerson(externalImageId: string, row: HeldRow, faceId: string, reservation: HeldReservation): Promise<boolean>;
  /** Only under one's own reservation, whose lease runs; that goes with it. */
  replaceFace(externalImageId: string, row: HeldRow, replacement: FaceReplacement): Promise<boolean>;
  /** Whether the person's row lists the face at this moment. */
  isCounted(externalImageId: string, faceId: string): Promise<boolean>;
  removePendingRow(externalImageId: string, row: HeldRow): Promise<boolean>;
  removeReservation(externalImageId: string, reservation: HeldReservation): Promise<boolean>;
  removeGuard(externalImageId: string, guard: HeldGuard): Promise<boolean>;
  keepExternalId(externalImageId: string, externalId: string): Promise<boolean>;
  removePhoto(photo: Pick<HeldPhoto, 'key'>): Promise<void>;
  /** Finishes a removal that has begun. */
  finishRemoval(externalImageId: string): Promise<void>;
}
