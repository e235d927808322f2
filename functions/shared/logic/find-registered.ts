import type { PersonMatch } from '../../../domain/observations.ts';
import type { FaceDirectory } from '../ports/face-directory.ts';
import type { FaceSearch } from '../ports/vision.ts';

/** The registered people among the candidates, each once with their best similarity, most similar first. */
export async function findRegistered(candidates: FaceSearch['candidates'], directory: FaceDirectory): Promise<PersonMatch[]> {
  const best = new Map<string, number>();
  for (const { externalImageId, similarityPercent } of candidates) best.set(externalImageId, Math.max(similarityPercent, best.get(externalImageId) ?? 0));
  const people = await Promise.all(
    [...best].map(async ([externalImageId, similarityPercent]) => {
      const fullName = await directory.findRegisteredName(externalImageId);
      return fullName === null ? [] : [{ externalImageId, fullName, similarityPercent }];
    }),
  );
  return people.flat().sort((a, b) => b.similarityPercent - a.similarityPercent);
}
