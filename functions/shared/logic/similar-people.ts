import type { PhotoLimits } from '../../../domain/registration/photo-limits.ts';
import { otherPersonRefusal, type PhotoRefusal } from '../../../domain/registration/photo-refusal.ts';
import type { Reservation } from '../../../domain/registration/reservation.ts';
import { judgeUniqueness, mostSimilarPeople, type SimilarPerson, type Uniqueness } from '../../../domain/registration/uniqueness.ts';
import type { FaceDirectory } from '../ports/face-directory.ts';
import type { StoredImage, Vision } from '../ports/vision.ts';
import { countedFaces, findPeople, findRegistered } from './find-registered.ts';

/** As many as Rekognition compares in one answer. */
const EVERYBODY = 4_096;

export interface SimilarPeopleProps {
  vision: Pick<Vision, 'searchFace' | 'searchIndexedFace'>;
  directory: FaceDirectory;
  now: () => Date;
}

/** Whom a face resembles that somebody wants to register. */
export class SimilarPeople {
  readonly #props: SimilarPeopleProps;

  constructor(props: SimilarPeopleProps) {
    this.#props = props;
  }

  /**
   * Before the face is published: registered people whom it resembles, and against a further photo, that it does not resemble its person. An early
   * refusal and no promise: that is `judgePublished`.
   */
  async findBefore({ kind, externalImageId, photo }: { kind: 'person' | 'photo'; externalImageId: string; photo: StoredImage }, limits: PhotoLimits): Promise<{ duplicates: SimilarPerson[]; refusals: PhotoRefusal[] }> {
    const { value } = await this.#props.vision.searchFace(photo, Math.min(limits.duplicateSimilarityPercent, limits.samePersonSimilarityPercent));
    const registered = await findRegistered(value.candidates, this.#props.directory);
    const duplicates = registered
      .filter((person) => person.externalImageId !== externalImageId && person.similarityPercent >= limits.duplicateSimilarityPercent)
      .map((person) => ({ externalImageId: person.externalImageId, similarityPercent: person.similarityPercent }));
    if (kind === 'person' || registered.some((person) => person.externalImageId === externalImageId && person.similarityPercent >= limits.samePersonSimilarityPercent)) return { duplicates, refusals: [] };
    return { duplicates, refusals: [otherPersonRefusal(await this.#similarityTo(externalImageId, photo), limits.samePersonSimilarityPercent)] };
  }

  /** Whether a published face is nobody else's: see `judgeUniqueness`. */
  async judgePublished({ externalImageId, faceId, reservation }: { externalImageId: string; faceId: string; reservation: Reservation }, limits: PhotoLimits): Promise<Uniqueness> {
    const similar = await this.#props.vision.searchIndexedFace(faceId, limits.duplicateSimilarityPercent);
    const others = similar.filter((face) => face.externalImageId !== externalImageId);
    const people = await findPeople(others, this.#props.directory);
    const holders = new Map([...people].map(([id, person]) => [id, { faceIds: countedFaces(person), reservation: person.reservation }]));
    return judgeUniqueness(reservation, others, holders, this.#props.now());
  }

  /** Null when everybody whom the provider lists resembles the photo more. */
  async #similarityTo(externalImageId: string, photo: StoredImage): Promise<number | null> {
    const { value } = await this.#props.vision.searchFace(photo, 0, EVERYBODY);
    return mostSimilarPeople(value.candidates).find((person) => person.externalImageId === externalImageId)?.similarityPercent ?? null;
  }
}
