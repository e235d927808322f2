import { onScopeDispose, shallowReadonly, shallowRef, type Ref } from 'vue';
import { toTimelineItem, type TimelineItem } from '../../domain/timeline.ts';
import type { ApiClient } from '../api/client.ts';
import { listSessionVerdicts, listTimeline } from '../api/sessions.ts';

export interface UseTimelineReturn {
  /** By sequence, as far as they are loaded; null before the first page. */
  items: Readonly<Ref<readonly TimelineItem[] | null>>;
  /** All that there were when the page was opened. */
  isWhole: Readonly<Ref<boolean>>;
  /** Why a page did not come. */
  error: Readonly<Ref<unknown>>;
  /** Goes on after what is loaded. */
  retry: () => Promise<void>;
  /** Adds what has come since; nothing while the rest is still being loaded. */
  grow: (signal: AbortSignal) => Promise<void>;
}

/** A session's timeline: the first page at once, the others behind it, and of an open session what comes. */
export function useTimeline(api: ApiClient, sessionId: string): UseTimelineReturn {
  const items = shallowRef<readonly TimelineItem[] | null>(null);
  const isWhole = shallowRef(false);
  const error = shallowRef<unknown>(null);
  const controller = new AbortController();
  let cursor: string | null = null;

  async function load(): Promise<void> {
    error.value = null;
    try {
      do {
        const page = await listTimeline(api, sessionId, { cursor, signal: controller.signal });
        controller.signal.throwIfAborted();
        add(page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      isWhole.value = true;
    } catch (thrown) {
      if (!controller.signal.aborted) error.value = thrown;
    }
  }

  async function grow(signal: AbortSignal): Promise<void> {
    if (!isWhole.value) return;
    const { items: verdicts } = await listSessionVerdicts(api, sessionId, { order: 'asc', after: items.value?.at(-1)?.sequence ?? 0, cursor: null, signal });
    signal.throwIfAborted();
    add(verdicts.map(toTimelineItem));
  }

  /** What is there already is left out: pages may overlap with what came meanwhile. */
  function add(more: readonly TimelineItem[]): void {
    const last = items.value?.at(-1)?.sequence ?? 0;
    const fresh = more.filter(({ sequence }) => sequence > last);
    if (items.value === null || fresh.length > 0) items.value = [...(items.value ?? []), ...fresh];
  }

  onScopeDispose(() => { controller.abort(); });
  void load();
  return { items: shallowReadonly(items), isWhole: shallowReadonly(isWhole), error: shallowReadonly(error), retry: load, grow };
}
