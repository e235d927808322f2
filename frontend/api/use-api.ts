import { inject, type InjectionKey } from 'vue';
import type { ApiClient } from './client.ts';

export const API: InjectionKey<ApiClient> = Symbol('api');

/** The app's client of the API. */
export function useApi(): ApiClient {
  const api = inject(API);
  if (api === undefined) throw new Error('No API client is provided.');
  return api;
}
