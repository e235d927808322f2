import { STATUS_OF_CODE } from '../../domain/errors.ts';
import { ApiError } from '../api/api-error.ts';
import type { ApiClient } from '../api/client.ts';
import { getRegistration, type Registration, type RegistrationUnderWay } from '../api/registrations.ts';
import { wait } from '../capture/wait.ts';

/** How often a registration that takes its time is asked for. */
export const POLL_MS = 2_000;

/**
 * Follows a registration to its end.
 * @throws ApiError what it failed with, as if the first answer had said so
 */
export async function completeRegistration(api: ApiClient, answer: Registration | RegistrationUnderWay, signal: AbortSignal, { pollMs = POLL_MS }: { pollMs?: number } = {}): Promise<Registration> {
  if (!('status' in answer)) return answer;
  for (;;) {
    await wait(pollMs, signal);
    const state = await getRegistration(api, answer.registrationId, signal);
    if (state.status === 'RUNNING') continue;
    if (state.status === 'SUCCEEDED') return state;
    throw new ApiError({ ...state.error, status: STATUS_OF_CODE[state.error.code], requestId: state.registrationId });
  }
}
