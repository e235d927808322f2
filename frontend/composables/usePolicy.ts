import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { Policy } from '../../domain/policy.ts';
import type { ApiClient } from '../api/client.ts';
import { getPolicy } from '../api/policy.ts';

/** Often enough that a change counts within the same exam, seldom enough to cost nothing. */
const REREAD_MS = 30_000;

export interface UsePolicyReturn {
  /** In force, as far as is known; null until it is. */
  policy: Readonly<Ref<Policy | null>>;
  /** Takes over a policy that was seen elsewhere, as every verdict has one. */
  learn: (seen: Policy) => void;
}

/** The policy in force, read again now and then. */
export function usePolicy(api: ApiClient, { rereadMs = REREAD_MS }: { rereadMs?: number } = {}): UsePolicyReturn {
  const policy = shallowRef<Policy | null>(null);
  const leaving = new AbortController();
  let asked = 0;

  function learn(seen: Policy): void {
    // What was asked before may answer what was in force before.
    asked += 1;
    if (policy.value?.version !== seen.version) policy.value = seen;
  }

  async function read(): Promise<void> {
    asked += 1;
    const mine = asked;
    // Where it cannot be had, frames are judged by it all the same: here it only says how often to send one.
    const current = await getPolicy(api, leaving.signal).catch(() => null);
    if (current !== null && mine === asked && !leaving.signal.aborted) learn(current);
  }

  const timer = setInterval(() => void read(), rereadMs);
  onScopeDispose(() => {
    clearInterval(timer);
    leaving.abort();
  });
  void read();
  return { policy: shallowReadonly(policy), learn };
}
