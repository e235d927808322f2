import { setImmediate } from 'node:timers/promises';
import type { FaceData } from '../data/face-data.ts';
import { EvaluationCancelledError } from '../errors.ts';
import type { SearchOutcome } from '../measures/identification.ts';
import type { EvaluationContext } from './context.ts';
import type { EnrolledPhotos } from './enrol-photos.ts';
import { cosineOf } from './cosine.ts';

export interface Searches {
  /** People, with one photo each. */
  readonly gallery: number;
  readonly outcomes: readonly SearchOutcome[];
}

/** Searches each photo among the first photos of all people; people with one photo are in the gallery only. */
export async function searchPhotos({ vision, onProgress, signal }: EvaluationContext, data: FaceData, { vectors }: EnrolledPhotos): Promise<Searches> {
  const gallery = new Map<string, Float32Array>();
  const probes: { readonly person: string; readonly vector: Float32Array }[] = [];
  for (const [number, { person }] of data.photos.entries()) {
    const vector = vectors.get(number);
    if (!vector) continue;
    if (gallery.has(person)) probes.push({ person, vector });
    else gallery.set(person, vector);
  }
  const outcomes: SearchOutcome[] = [];
  for (const probe of probes) {
    let ownPercent: number | null = null;
    let bestOtherPercent = 0;
    for (const [person, vector] of gallery) {
      const similarity = vision.similarity.percentOf(cosineOf(probe.vector, vector));
      if (person === probe.person) ownPercent = similarity;
      else bestOtherPercent = Math.max(bestOtherPercent, similarity);
    }
    outcomes.push({ ownPercent, bestOtherPercent });
    onProgress('Searches', outcomes.length, probes.length);
    await setImmediate();
    if (signal.aborted) throw new EvaluationCancelledError();
  }
  return { gallery: gallery.size, outcomes };
}
