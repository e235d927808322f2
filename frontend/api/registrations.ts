import type { PhotoQuality } from '../../domain/registration/portrait.ts';
import type { ApiClient } from './client.ts';
import type { ErrorBody } from './read-error.ts';

/** A face that was registered. */
export interface Registration {
  registrationId: string;
  externalImageId: string;
  faceId: string;
  quality: PhotoQuality;
}

/** Under way for longer than a request may take. */
export interface RegistrationUnderWay {
  registrationId: string;
  status: 'RUNNING';
}

export type RegistrationState = RegistrationUnderWay | (Registration & { status: 'SUCCEEDED' }) | { registrationId: string; status: 'FAILED'; error: Omit<ErrorBody, 'requestId'> };

/** Whom a photo is of. */
export interface NewPerson {
  fullName: string;
  externalId: string | null;
  /** Registers the face although it is somebody's already. */
  override: { reason: string; /** Whom the face is somebody else than, as the API named them. */ of: readonly string[] } | null;
}

export interface SendPhotoProps {
  /** Base64 of a JPEG or PNG; a `data:` prefix is accepted. */
  image: string;
  /** Repeating a request with the same key answers what came of the first one. */
  idempotencyKey: string;
  signal?: AbortSignal | null;
}

/**
 * Registers a person by a photo.
 * @throws ApiError PHOTO_REFUSED with all `reasons` at once, FACE_ALREADY_REGISTERED with `duplicates`, EXTERNAL_ID_TAKEN
 */
export function registerPerson(api: ApiClient, { fullName, externalId, override }: NewPerson, { image, idempotencyKey, signal }: SendPhotoProps): Promise<Registration | RegistrationUnderWay> {
  const body = { image, fullName, ...(externalId === null ? {} : { externalId }), ...(override === null ? {} : { override }) };
  return api.json('/registrations', { method: 'POST', body, headers: { 'idempotency-key': idempotencyKey }, signal: signal ?? null });
}

/**
 * Adds a further photo of a registered person.
 * @throws ApiError as `registerPerson` does
 */
export function addPhoto(api: ApiClient, externalImageId: string, { image, idempotencyKey, signal }: SendPhotoProps): Promise<Registration | RegistrationUnderWay> {
  return api.json(`/faces/${encodeURIComponent(externalImageId)}/photos`, { method: 'POST', body: { image }, headers: { 'idempotency-key': idempotencyKey }, signal: signal ?? null });
}

export function getRegistration(api: ApiClient, registrationId: string, signal?: AbortSignal | null): Promise<RegistrationState> {
  return api.json(`/registrations/${encodeURIComponent(registrationId)}`, { signal: signal ?? null });
}
