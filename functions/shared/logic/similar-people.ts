import type { PhotoLimits } from '../../../domain/registration/photo-limits.ts';
import { otherPersonRefusal, type PhotoRefusal } from '../../../domain/registration/photo-refusal.ts';
import type { Reservation } from '../../../domain/registration/reservation.ts';
import { judgeUniqueness, mostSimilarPeople, type SimilarPerson, type Uniqueness } from '../../../domain/registration/uniqueness.ts';
import type { FaceDirectory } from '../ports/face-directory.ts';
import type { StoredImage, Vision } from '../ports/vision.ts';
import { countedFaces, findPeople, findRegistered } from './find-registered.ts';

/** As many as Rekognition compares in one answer. */
const EVERYBODY = 4_096;

/** A face resembles others a little more or less once it is indexed: who is accepted before is so by a margin. */
const ACCEPTANCE_MARGIN_PERCENT = 5;

export interface PhotoToCompare {
  kind: 'person' | 'photo';
  externalImageId: string;
  photo: StoredImage;
  /** An administrator has said that it is somebody else than those whom it resembles: `of` these, or null, of everybody. */
  override: { of: readonly string[] | null } | null;
}

export interface Resemblance {
  /** Registered people whose face it is already. */
  duplicates: SimilarPerson[];
  /** The same of those who are accepted. */
  resembles: SimilarPerson[];
  /** Whom it may resemble, by their ids: those whom an override was said of, and known twins. Who is registered from here on is none of them. */
  accepted: string[];
  refusals: PhotoRefusal[];
}

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
   * Before the face is published: registered people whom it resembles, those who are accepted for that, and against a further photo, that it does not
   * resemble its person. An early refusal and no promise: that is `judgePublished`.
   */
  async findBefore({ kind, externalImageId, photo, override }: PhotoToCompare, limits: PhotoLimits): Promise<Resemblance> {
    const { duplicateSimilarityPercent, samePersonSimilarityPercent } = limits;
    const { value } = await this.#props.vision.searchFace(photo, Math.max(0, Math.min(duplicateSimilarityPercent - ACCEPTANCE_MARGIN_PERCENT, samePersonSimilarityPercent)));
    const registered = await findRegistered(value.candidates, this.#props.directory);
    const others = registered.filter((person) => person.externalImageId !== externalImageId).map((person) => ({ externalImageId: person.externalImageId, similarityPercent: person.similarityPercent }));
    const accepted = await this.#accepted({ kind, externalImageId, override }, others);
    const similar = others.filter((person) => person.similarityPercent >= duplicateSimilarityPercent);
    const [resembles, duplicates] = [similar.filter((person) => accepted.includes(person.externalImageId)), similar.filter((person) => !accepted.includes(person.externalImageId))];
    const isOwn = registered.some((person) => person.externalImageId === externalImageId && person.similarityPercent >= samePersonSimilarityPercent);
    if (kind === 'person' || isOwn) return { duplicates, resembles, accepted, refusals: [] };
    return { duplicates, resembles, accepted, refusals: [otherPersonRefusal(await this.#similarityTo(externalImageId, photo), samePersonSimilarityPercent)] };
  }

  /**
   * Whether a published face is nobody else's: see `judgeUniqueness`.
   * @param published `accepted`: whom it may resemble
   */
  async judgePublished({ externalImageId, faceId, reservation, accepted }: { externalImageId: string; faceId: string; reservation: Reservation; accepted: readonly string[] }, limits: PhotoLimits): Promise<Uniqueness> {
    const similar = await this.#props.vision.searchIndexedFace(faceId, limits.duplicateSimilarityPercent);
    const others = similar.filter((face) => face.externalImageId !== externalImageId && !accepted.includes(face.externalImageId));
    const people = await findPeople(others, this.#props.directory);
    const holders = new Map([...people].map(([id, person]) => [id, { faceIds: countedFaces(person), reservation: person.reservation }]));
    return judgeUniqueness(reservation, others, holders, this.#props.now());
  }

  /** The same of a registered person's face that went missing and is indexed again: whoever was registered meanwhile could not resemble it. Known twins may. */
  async judgeAgain({ externalImageId, faceId, reservation }: { externalImageId: string; faceId: string; reservation: Reservation }, limits: PhotoLimits): Promise<Uniqueness> {
    const similar = await this.#props.vision.searchIndexedFace(faceId, limits.duplicateSimilarityPercent);
    const others = mostSimilarPeople(similar.filter((face) => face.externalImageId !== externalImageId));
    const accepted = await this.#accepted({ kind: 'photo', externalImageId, override: null }, others);
    return this.judgePublished({ externalImageId, faceId, reservation, accepted }, limits);
  }

  /** Whom the face may resemble: those whom the override is said of, or of a further photo the twins of its person, by whose registration ever they are known. */
  async #accepted({ kind, externalImageId, override }: Omit<PhotoToCompare, 'photo'>, others: readonly SimilarPerson[]): Promise<string[]> {
    if (kind === 'person') return override === null ? [] : [...(override.of ?? others.map((person) => person.externalImageId))];
    const { directory } = this.#props;
    const own = (await directory.find(externalImageId))?.twins ?? [];
    const rows = await Promise.all(others.map((other) => directory.find(other.externalImageId)));
    return [...own, ...rows.flatMap((row) => (row?.twins.includes(externalImageId) === true ? [row.externalImageId] : []))];
  }

  /** Null when everybody whom the provider lists resembles the photo more. */
  async #similarityTo(externalImageId: string, photo: StoredImage): Promise<number | null> {
    const { value } = await this.#props.vision.searchFace(photo, 0, EVERYBODY);
    return mostSimilarPeople(value.candidates).find((person) => person.externalImageId === externalImageId)?.similarityPercent ?? null;
  }
}
