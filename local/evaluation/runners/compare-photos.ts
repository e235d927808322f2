import { setImmediate } from 'node:timers/promises';
import type { FaceData } from '../data/face-data.ts';
import { EvaluationCancelledError, EvaluationInputError } from '../errors.ts';
import type { EvaluationContext } from './context.ts';
import type { EnrolledPhotos } from './enrol-photos.ts';
import { cosineOf } from './cosine.ts';

/** Of the photos that were compared; arrays of numbers, for there are millions of pairs. */
export interface Comparisons {
  readonly similaritiesPercent: Float64Array;
  /** 1 for two photos of the same person. */
  readonly genuine: Uint8Array;
  /** Numbers of photos in the data. */
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  /** For each comparison its place in the list of pairs; null when all were compared. */
  readonly listed: Uint32Array | null;
  /** Pairs that could not be compared because a photo of theirs had no face. */
  readonly genuineWithoutFace: number;
  readonly impostorWithoutFace: number;
}

/** Some 500 MB, and the pairs of some 6,300 photos. */
const MAX_PAIRS = 20_000_000;

/** Ctrl-C is heard between so many. */
const PAIRS_AT_ONCE = 50_000;

/**
 * Compares the listed pairs, or each photo with every other.
 * @throws EvaluationInputError, EvaluationCancelledError
 */
export async function comparePhotos({ vision, onProgress, signal }: EvaluationContext, data: FaceData, enrolled: EnrolledPhotos): Promise<Comparisons> {
  const photos = [...enrolled.vectors.keys()].sort((a, b) => a - b);
  const listed = data.pairs?.flatMap(({ first, second }, place) => (enrolled.vectors.has(first) && enrolled.vectors.has(second) ? [place] : []));
  const total = listed?.length ?? (photos.length * (photos.length - 1)) / 2;
  if (total > MAX_PAIRS) throw new EvaluationInputError(`${photos.length} photos make ${total} pairs, and ${MAX_PAIRS} can be compared: list those that matter with --pairs.`);
  const similaritiesPercent = new Float64Array(total);
  const genuine = new Uint8Array(total);
  const [firsts, seconds] = [new Uint32Array(total), new Uint32Array(total)];
  const isGenuine = (first: number, second: number): boolean => data.photos[first]?.person === data.photos[second]?.person;
  let done = 0;
  for (const [first, second] of listed ? listedPairs(data, listed) : allPairs(photos)) {
    const [a, b] = [enrolled.vectors.get(first), enrolled.vectors.get(second)];
    if (!a || !b) continue;
    similaritiesPercent[done] = vision.similarity.percentOf(cosineOf(a, b));
    genuine[done] = isGenuine(first, second) ? 1 : 0;
    firsts[done] = first;
    seconds[done] = second;
    done += 1;
    if (done % PAIRS_AT_ONCE === 0 || done === total) {
      onProgress('Pairs', done, total);
      await setImmediate();
      if (signal.aborted) throw new EvaluationCancelledError();
    }
  }
  const lost = countLost(data, enrolled, isGenuine);
  return { similaritiesPercent, genuine, first: firsts, second: seconds, listed: listed ? Uint32Array.from(listed) : null, ...lost };
}

function* allPairs(photos: readonly number[]): Generator<readonly [number, number]> {
  for (const [at, first] of photos.entries()) {
    for (let other = at + 1; other < photos.length; other += 1) yield [first, photos[other] ?? 0];
  }
}

function* listedPairs(data: FaceData, places: readonly number[]): Generator<readonly [number, number]> {
  for (const place of places) {
    const pair = data.pairs?.[place];
    if (pair) yield [pair.first, pair.second];
  }
}

/** Counts the pairs that a photo without a face took with it; those of unreadable photos and copies are nobody's failure. */
function countLost(data: FaceData, { vectors, withoutFace }: EnrolledPhotos, isGenuine: (first: number, second: number) => boolean): { genuineWithoutFace: number; impostorWithoutFace: number } {
  const readable = [...vectors.keys(), ...withoutFace];
  const isReadable = new Set(readable);
  let [genuineWithoutFace, impostorWithoutFace] = [0, 0];
  const count = (first: number, second: number): void => {
    if (!isReadable.has(first) || !isReadable.has(second) || (!withoutFace.has(first) && !withoutFace.has(second))) return;
    if (isGenuine(first, second)) genuineWithoutFace += 1;
    else impostorWithoutFace += 1;
  };
  if (data.pairs) for (const { first, second } of data.pairs) count(first, second);
  else for (const first of withoutFace) for (const second of readable) if (!withoutFace.has(second) || first < second) count(first, second);
  return { genuineWithoutFace, impostorWithoutFace };
}
