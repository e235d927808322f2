import { ApiError, NetworkError, SignedOutError } from '../api/api-error.ts';

/** An error as its reader is told of it. */
export interface ExplainedError {
  /** Below `errors` in the locales: title and help. */
  key: 'network' | 'signedOut' | 'forbidden' | 'notFound' | 'busy' | 'unavailable' | 'request' | 'internal';
  /** The API's own words, where they say more than the help does. */
  message: string | null;
  /** The single reasons of a refusal. */
  reasons: readonly string[];
  /** What to name when asking for help. */
  requestId: string | null;
}

/** Sorts whatever was caught into what a person can do about it. */
export function explainError(error: unknown): ExplainedError {
  const base = { message: null, reasons: [], requestId: null };
  if (error instanceof NetworkError) return { ...base, key: 'network' };
  if (error instanceof SignedOutError) return { ...base, key: 'signedOut' };
  if (!(error instanceof ApiError)) return { ...base, key: 'internal' };
  const { requestId } = error;
  const reasons = error.reasons.map(({ message }) => message);
  switch (error.code) {
    case 'FORBIDDEN':
      return { ...base, key: 'forbidden', requestId };
    case 'NOT_FOUND':
      return { ...base, key: 'notFound', requestId };
    case 'THROTTLED':
      return { ...base, key: 'busy', requestId };
    case 'UNAVAILABLE':
      return { ...base, key: 'unavailable', requestId };
    case 'INTERNAL':
    case 'METHOD_NOT_ALLOWED':
    case 'MALFORMED_JSON':
    case 'UNAUTHENTICATED':
      return { ...base, key: 'internal', requestId };
    default:
      return { key: 'request', message: reasons.length > 1 ? null : error.message, reasons, requestId };
  }
}
