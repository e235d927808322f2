import type { Person, RemovalReceipt } from '../../domain/person.ts';
import type { ApiClient, Page } from './client.ts';

/** `pending`: being registered. `removing`: being removed, or what of a removal was cut off. Neither is recognised. */
export type PersonState = 'registered' | 'pending' | 'removing';

/** A person as a list shows them. */
export interface RegisteredPerson {
  externalImageId: string;
  fullName: string;
  externalId: string | null;
  state: PersonState;
  /** ISO 8601, UTC; null while they are being registered. */
  registeredAt: string | null;
  /** How many photographs stand for them. */
  photoCount: number;
  /** Whose photo is shown; null where there is none. */
  faceId: string | null;
}

export interface ListFacesProps {
  /** A part of a name or external id; empty for everybody. */
  query: string;
  /** `registered` where it is left out. */
  state?: PersonState;
  cursor: string | null;
  signal?: AbortSignal;
}

/** People in the order of their names. */
export function listFaces(api: ApiClient, { query, state, cursor, signal }: ListFacesProps): Promise<Page<RegisteredPerson>> {
  return api.json('/faces', { query: { query, cursor, state: state ?? null }, signal: signal ?? null });
}

export function getFace(api: ApiClient, externalImageId: string, signal?: AbortSignal): Promise<Person> {
  return api.json(pathOf(externalImageId), { signal: signal ?? null });
}

/** The photo that a face was registered by. Only to who accepts an image API Gateway answers bytes. */
export function getFacePhoto(api: ApiClient, externalImageId: string, faceId: string, signal?: AbortSignal): Promise<Blob> {
  return api.blob(`${pathOf(externalImageId)}/photos/${encodeURIComponent(faceId)}`, { headers: { accept: 'image/jpeg' }, signal: signal ?? null });
}

/** What of a person may be changed; what is left out stays. */
export interface FaceChange {
  fullName?: string;
  /** Null takes it away. */
  externalId?: string | null;
}

/** @throws ApiError EXTERNAL_ID_TAKEN */
export function changeFace(api: ApiClient, externalImageId: string, change: FaceChange): Promise<Person> {
  return api.json(pathOf(externalImageId), { method: 'PATCH', body: change });
}

/** Removes a person's faces, photos and rows; of one whose removal was cut off, what is left. */
export function deleteFace(api: ApiClient, externalImageId: string): Promise<RemovalReceipt> {
  return api.json(pathOf(externalImageId), { method: 'DELETE' });
}

function pathOf(externalImageId: string): string {
  return `/faces/${encodeURIComponent(externalImageId)}`;
}
