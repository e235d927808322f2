import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Policy } from '../../domain/policy.ts';
import type { ApiClient } from '../api/client.ts';
import { getPolicy } from '../api/policy.ts';

/** The policy in force; null until it is known, and where it could not be had. */
export function usePolicy(api: ApiClient): Readonly<Ref<Policy | null>> {
  const policy = shallowRef<Policy | null>(null);
  const leaving = new AbortController();
  onScopeDispose(() => { leaving.abort(); });
  getPolicy(api, leaving.signal).then(
    (current) => { policy.value = current; },
    // Frames are judged by the policy all the same: here it only says how often to send one.
    () => undefined,
  );
  return shallowReadonly(policy);
}
