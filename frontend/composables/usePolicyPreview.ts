import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import type { PolicyRules } from '../../domain/policy.ts';
import type { PreviewedSession } from '../../domain/preview/session-replay.ts';
import type { ApiClient } from '../api/client.ts';
import { previewPolicy } from '../api/policy.ts';

export interface UsePolicyPreviewReturn {
  /** Those that were judged again so far; null before the first. */
  sessions: Readonly<Ref<readonly PreviewedSession[] | null>>;
  running: Readonly<Ref<boolean>>;
  error: Readonly<Ref<unknown>>;
  /** Judges the last sessions again; what was under way before is given up. */
  run: (rules: PolicyRules, lastSessions: number) => Promise<void>;
}

/** What other rules would have made of the last sessions. */
export function usePolicyPreview(api: ApiClient): UsePolicyPreviewReturn {
  const sessions = shallowRef<readonly PreviewedSession[] | null>(null);
  const running = shallowRef(false);
  const error = shallowRef<unknown>(null);
  let underWay = new AbortController();

  async function run(rules: PolicyRules, lastSessions: number): Promise<void> {
    underWay.abort();
    const mine = new AbortController();
    underWay = mine;
    sessions.value = null;
    error.value = null;
    running.value = true;
    let cursor: string | null = null;
    try {
      do {
        const page: Awaited<ReturnType<typeof previewPolicy>> = await previewPolicy(api, { rules, lastSessions, cursor, signal: mine.signal });
        if (mine.signal.aborted) return;
        sessions.value = [...(sessions.value ?? []), ...page.items];
        cursor = page.nextCursor;
      } while (cursor !== null);
    } catch (thrown) {
      if (mine.signal.aborted) return;
      error.value = thrown;
    }
    running.value = false;
  }

  onScopeDispose(() => { underWay.abort(); });
  return { sessions: shallowReadonly(sessions), running: shallowReadonly(running), error: shallowReadonly(error), run };
}
