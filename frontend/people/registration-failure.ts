import type { Duplicate, PhotoRefusal } from '../../domain/errors.ts';
import { ApiError } from '../api/api-error.ts';
import type { Told } from '../composables/useSentence.ts';

/** A registration's failure, sorted by where it is shown. */
export type RegistrationFailure =
  /** The photo must be another one. `reasons` are empty where what is told is all there is; `duplicates` are those who are registered with the face already. */
  | { about: 'photo'; told: Told; reasons: readonly PhotoRefusal[]; duplicates: readonly Duplicate[]; requestId: string | null }
  /** The face is somebody's already: whose it is, and whether they are twins, is for a person to say. */
  | { about: 'duplicate'; told: Told; duplicates: readonly Duplicate[] }
  | { about: 'name' | 'externalId'; told: Told }
  /** Neither is to blame. */
  | { about: 'service'; error: unknown };

const FIELDS: Readonly<Record<string, 'name' | 'externalId'>> = { fullName: 'name', externalId: 'externalId' };

/** Where an error of a registration, or of a further photo, belongs. */
export function toRegistrationFailure(error: unknown): RegistrationFailure {
  if (!(error instanceof ApiError)) return { about: 'service', error };
  const { code, told, reasons, requestId, duplicates, field } = error;
  if (code === 'FACE_ALREADY_REGISTERED') return { about: 'duplicate', told, duplicates };
  if (code === 'PHOTO_REFUSED' || field === 'image') return { about: 'photo', told, reasons, duplicates, requestId };
  const about = FIELDS[field ?? ''];
  return about === undefined ? { about: 'service', error } : { about, told };
}
