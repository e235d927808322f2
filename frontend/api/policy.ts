import type { Policy } from '../../domain/policy.ts';
import type { ApiClient } from './client.ts';

/** The policy in force. */
export function getPolicy(api: ApiClient, signal?: AbortSignal): Promise<Policy> {
  return api.json('/policy', { signal: signal ?? null });
}
