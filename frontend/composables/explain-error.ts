import type { PhotoRefusal } from '../../domain/errors.ts';
import { ApiError, NetworkError, SignedOutError } from '../api/api-error.ts';
import type { Told } from './useSentence.ts';

/** An error as its reader is told of it. */
export interface ExplainedError {
  /** Below `errors` in the locales: title and help. */
  key: 'network' | 'signedOut' | 'forbidden' | 'notFound' | 'busy' | 'unavailable' | 'request' | 'internal';
  /** What the API tells, where that says more than the help does. */
  told: Told | null;
  /** Why a photo was refused. */
  reasons: readonly PhotoRefusal[];
  /** What to name when asking for help. */
  requestId: string | null;
}

/** Sorts whatever was caught into what a person can do about it. */
export function explainError(error: unknown): ExplainedError {
  const base = { told: null, reasons: [], requestId: null };
  if (error instanceof NetworkError) return { ...base, key: 'network' };
  if (error instanceof SignedOutError) return { ...base, key: 'signedOut' };
  if (!(error instanceof ApiError)) return { ...base, key: 'internal' };
  const { requestId, reasons } = error;
  const told = error.detail === null ? null : error.told;
  switch (error.code) {
    case 'FORBIDDEN':
      return { ...base, key: 'forbidden', requestId };
    case 'NOT_FOUND':
      return { ...base, key: 'notFound', requestId };
    case 'THROTTLED':
      return { ...base, key: 'busy', requestId };
    case 'UNAVAILABLE':
      return { ...base, key: 'unavailable', told, requestId };
    case 'INTERNAL':
    case 'METHOD_NOT_ALLOWED':
    case 'MALFORMED_JSON':
    case 'UNAUTHENTICATED':
      return { ...base, key: 'internal', requestId };
    default:
      return { key: 'request', told: reasons.length > 0 ? null : error.told, reasons, requestId };
  }
}
