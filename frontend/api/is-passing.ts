import { ApiError, NetworkError } from './api-error.ts';

/** Whether a request that failed may well succeed when it is made again: it did not arrive, took too long, or came at a bad moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 || error.code === 'THROTTLED';
  return error instanceof NetworkError || (error instanceof DOMException && error.name === 'TimeoutError');
}
