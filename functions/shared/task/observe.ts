import type { Observed } from '../../../domain/observations.ts';
import type { Seen } from '../ports/vision.ts';

/** What a provider saw, with the time that it took. */
export async function observe<T>(look: () => Promise<Seen<T>>): Promise<Observed<T>> {
  const startedAt = performance.now();
  const { value, modelVersion } = await look();
  return { status: 'observed', value, modelVersion, durationMs: Math.round(performance.now() - startedAt) };
}
