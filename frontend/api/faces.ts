import type { ApiClient, Page } from './client.ts';

/** A registered person. */
export interface RegisteredPerson {
  externalImageId: string;
  fullName: string;
  /** ISO 8601, UTC. */
  registeredAt: string;
  /** How many photographs stand for them. */
  photoCount: number;
}

export interface ListFacesProps {
  /** The beginning of a name; empty for everybody. */
  query: string;
  cursor: string | null;
  signal?: AbortSignal;
}

/** Registered people in the order of their names. */
export function listFaces(api: ApiClient, { query, cursor, signal }: ListFacesProps): Promise<Page<RegisteredPerson>> {
  return api.json('/faces', { query: { query, cursor }, signal: signal ?? null });
}

export interface IndexFaceProps {
  /** Base64 of a JPEG or PNG; a `data:` prefix is accepted. */
  image: string;
  fullName: string;
  signal?: AbortSignal;
}

/**
 * Registers a person by a photo.
 * @throws ApiError PHOTO_REFUSED with all `reasons` at once, or FACE_ALREADY_REGISTERED
 */
export async function indexFace(api: ApiClient, { image, fullName, signal }: IndexFaceProps): Promise<{ externalImageId: string }> {
  const answer = await api.json<{ ExternalImageId: string }>('/faces/index', { method: 'POST', body: { image, fullName }, signal: signal ?? null });
  return { externalImageId: answer.ExternalImageId };
}
