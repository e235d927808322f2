import type { PhotoRefusal } from '../../domain/errors.ts';
import { ApiError } from '../api/api-error.ts';

/** A registration's failure, sorted by where it is shown. */
export type RegistrationFailure =
  /** The photo must be another one. `reasons` are empty where the message is all there is. */
  | { about: 'photo'; message: string; reasons: readonly PhotoRefusal[]; requestId: string | null }
  | { about: 'name'; message: string }
  /** Neither is to blame. */
  | { about: 'service'; error: unknown };

/** Where an error of `POST /faces/index` belongs. */
export function toRegistrationFailure(error: unknown): RegistrationFailure {
  if (!(error instanceof ApiError)) return { about: 'service', error };
  const { message, reasons, requestId } = error;
  if (error.code === 'PHOTO_REFUSED' || error.field === 'image') return { about: 'photo', message, reasons, requestId };
  return error.field === 'fullName' ? { about: 'name', message } : { about: 'service', error };
}
