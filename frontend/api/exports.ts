import { EXPORT_MEDIA_TYPE, type FrameOption } from '../../domain/export/export-record.ts';
import type { ApiClient } from './client.ts';

/** The key that seals, exports and receipts are signed by. */
export interface SigningKey {
  keyId: string;
  algorithm: 'ECDSA_SHA_256';
  /** Base64 of the DER SubjectPublicKeyInfo. */
  publicKey: string;
  pem: string;
}

export function getSigningKey(api: ApiClient, signal?: AbortSignal): Promise<SigningKey> {
  return api.json('/signing-key', { signal: signal ?? null });
}

/** `file`: it was small enough to be answered. `writing`: ask again for this edition. `link`: where it lies, for some minutes, as a download. */
export type ExportAnswer = { kind: 'file'; blob: Blob } | { kind: 'writing'; edition: string } | { kind: 'link'; url: string };

export interface RequestExportProps {
  frames: FrameOption;
  /** Of an answer before; null for whatever is there now. */
  edition: string | null;
  signal?: AbortSignal;
}

/** Everything on record of a session, signed. Asks for the link instead of being redirected: a page may not read where a redirect leads. */
export async function requestExport(api: ApiClient, sessionId: string, { signal, ...query }: RequestExportProps): Promise<ExportAnswer> {
  const blob = await api.blob(`/sessions/${encodeURIComponent(sessionId)}/export`, { query: { ...query, redirect: 'false' }, signal: signal ?? null });
  if (blob.type.startsWith(EXPORT_MEDIA_TYPE)) return { kind: 'file', blob };
  const answer = JSON.parse(await blob.text()) as { status: 'RUNNING'; edition: string } | { status: 'READY'; url: string };
  return answer.status === 'READY' ? { kind: 'link', url: answer.url } : { kind: 'writing', edition: answer.edition };
}
