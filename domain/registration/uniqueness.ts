import { roundPercent } from '../rounding.ts';
import { goesBefore, mayBeRecorded, type Reservation } from './reservation.ts';

/** A face of the collection that resembles the one to be registered. */
export interface SimilarFace {
  faceId: string;
  externalImageId: string;
  similarityPercent: number;
}

/** What the table says, at this moment, of the person to whom a similar face belongs. */
export interface FaceHolder {
  /** The faces that count for the person; none before the person is registered. */
  faceIds: readonly string[];
  /** A registration of the person, or of a further photo, that is under way. */
  reservation: Reservation | null;
}

export interface SimilarPerson {
  externalImageId: string;
  similarityPercent: number;
}

/** `wait`: somebody who has to give way to this registration, or was faster, has not decided yet. */
export type Uniqueness = { outcome: 'unique' } | { outcome: 'wait' } | { outcome: 'duplicate'; duplicates: SimilarPerson[] };

/**
 * Whether a published face is nobody else's. Every registration publishes its face first and looks for others then, so of two of the same
 * face the one that looks last sees the other: it gives way to one that is registered or older, and waits for a younger one, which gives way to
 * it or is registered already. The younger never waits for the older, so nobody waits in a circle: docs/adr/0020.
 *
 * @param similar faces of others
 * @param holders by external image id; who has no row holds nothing
 */
export function judgeUniqueness(own: Reservation, similar: readonly SimilarFace[], holders: ReadonlyMap<string, FaceHolder>, now: Date): Uniqueness {
  const standings = similar.map((face) => ({ face, standing: standingOf(face, holders.get(face.externalImageId), own, now) }));
  const duplicates = standings.filter(({ standing }) => standing === 'registered' || standing === 'older').map(({ face }) => face);
  if (duplicates.length > 0) return { outcome: 'duplicate', duplicates: mostSimilarPeople(duplicates) };
  return { outcome: standings.some(({ standing }) => standing === 'younger') ? 'wait' : 'unique' };
}

/** Each person once, with their greatest similarity, the most similar first. */
export function mostSimilarPeople(faces: readonly SimilarFace[]): SimilarPerson[] {
  const best = new Map<string, number>();
  for (const { externalImageId, similarityPercent } of faces) best.set(externalImageId, Math.max(roundPercent(similarityPercent), best.get(externalImageId) ?? 0));
  return [...best].map(([externalImageId, similarityPercent]) => ({ externalImageId, similarityPercent })).sort((a, b) => b.similarityPercent - a.similarityPercent);
}

/** `none`: left behind by a registration that is over, for reconciliation to remove. */
function standingOf({ faceId }: SimilarFace, holder: FaceHolder | undefined, own: Reservation, now: Date): 'registered' | 'older' | 'younger' | 'none' {
  if (holder === undefined) return 'none';
  if (holder.faceIds.includes(faceId)) return 'registered';
  if (holder.reservation === null || !mayBeRecorded(holder.reservation, now)) return 'none';
  return goesBefore(holder.reservation, own) ? 'older' : 'younger';
}
