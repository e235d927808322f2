import { onScopeDispose, shallowReadonly, shallowRef, watch, type Ref } from 'vue';
import type { Session } from '../../domain/session.ts';
import { getSigningKey } from '../api/exports.ts';
import type { ApiClient } from '../api/client.ts';
import { getVerdict } from '../api/verdicts.ts';

/**
 * `open`: there is no seal yet. `checking`. `holds`: signed by Invigil's key, over as many verdicts as are counted and the hash of the last one.
 * `broken`: one of these is not so. `unknown`: it could not be checked.
 */
export type SealState = 'open' | 'checking' | 'holds' | 'broken' | 'unknown';

/** Checks a session's seal in this browser. */
export function useSealCheck(api: ApiClient, session: Readonly<Ref<Session>>): Readonly<Ref<SealState>> {
  const state = shallowRef<SealState>(session.value.seal === null ? 'open' : 'checking');
  const controller = new AbortController();
  const { signal } = controller;

  async function check({ seal, counters, lastVerdict }: Session): Promise<SealState> {
    if (seal === null) return 'open';
    const [{ isSealGenuine }, { publicKey }, last] = await Promise.all([
      import('../verify/verify-seal.ts'),
      getSigningKey(api, signal),
      lastVerdict === null ? null : getVerdict(api, lastVerdict.verdictId, signal),
    ]);
    const count = counters.clear + counters.flagged + counters.inconclusive;
    return isSealGenuine(seal, publicKey) && seal.count === count && seal.head === (last?.hash ?? null) ? 'holds' : 'broken';
  }

  watch(() => session.value.seal?.signature.value, async () => {
    state.value = session.value.seal === null ? 'open' : 'checking';
    const outcome = await check(session.value).catch((): SealState => 'unknown');
    if (!signal.aborted) state.value = outcome;
  }, { immediate: true });
  onScopeDispose(() => { controller.abort(); });
  return shallowReadonly(state);
}
