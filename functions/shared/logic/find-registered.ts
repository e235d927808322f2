import type { PersonMatch } from '../../../domain/observations.ts';
import { mostSimilarPeople, type SimilarFace } from '../../../domain/registration/uniqueness.ts';
import type { FaceDirectory, PersonRow } from '../ports/face-directory.ts';

/** The faces that count for a person: of one who is not registered, none does. */
export function countedFaces(person: PersonRow | undefined): readonly string[] {
  return person?.state === 'registered' ? person.faceIds : [];
}

/** The registered people among the candidates, each once with their best similarity, most similar first. A face counts only where its person's row lists it. */
export async function findRegistered(candidates: readonly SimilarFace[], directory: FaceDirectory): Promise<PersonMatch[]> {
  const people = await findPeople(candidates, directory);
  const counted = candidates.filter(({ externalImageId, faceId }) => countedFaces(people.get(externalImageId)).includes(faceId));
  return mostSimilarPeople(counted).map(({ externalImageId, similarityPercent }) => ({ externalImageId, fullName: people.get(externalImageId)?.fullName ?? '', similarityPercent }));
}

/** The rows of the people to whom faces belong, by external image id; who has none is left out. */
export async function findPeople(faces: readonly SimilarFace[], directory: FaceDirectory): Promise<Map<string, PersonRow>> {
  const ids = [...new Set(faces.map(({ externalImageId }) => externalImageId))];
  const rows = await Promise.all(ids.map((id) => directory.find(id)));
  return new Map(rows.flatMap((row) => (row === null ? [] : [[row.externalImageId, row]])));
}
