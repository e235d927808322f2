import { computed, shallowReadonly, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { heldOrder, isWatched, liveOrder, type LiveSession } from '../sessions/live-order.ts';

export interface LiveTile extends LiveSession {
  /** It is in the list no more, and stands here only because somebody is using the tiles. */
  hasEnded: boolean;
}

export interface UseLiveWallOptions {
  /** All that are open; null before they are known. */
  sessions: Readonly<Ref<readonly LiveSession[] | null>>;
  silentAfterMs: Readonly<Ref<number>>;
  /** Somebody is using the tiles: none may move. */
  interacting: Readonly<Ref<boolean>>;
  /** Tiles on a page. */
  size: Readonly<Ref<number>>;
  /** From 1. */
  page: Readonly<Ref<number>>;
}

export interface UseLiveWallReturn {
  /** In their order, those that are not on this page too. */
  tiles: ComputedRef<LiveTile[]>;
  /** Those of the page. */
  visible: ComputedRef<LiveTile[]>;
  pageCount: ComputedRef<number>;
  /** The page that is shown, where there are fewer than were asked for. */
  shownPage: ComputedRef<number>;
}

/** Which tile stands where: see liveOrder. The order rests while somebody is using the tiles. */
export function useLiveWall({ sessions, silentAfterMs, interacting, size, page }: UseLiveWallOptions): UseLiveWallReturn {
  const order = shallowRef<readonly string[]>([]);
  const known = shallowRef<ReadonlyMap<string, LiveSession>>(new Map());
  const open = computed(() => new Set((sessions.value ?? []).map(({ session }) => session.sessionId)));

  watch([sessions, silentAfterMs, interacting], () => {
    const current = sessions.value ?? [];
    const wanted = liveOrder(current.filter(isWatched), { silentAfterMs: silentAfterMs.value }).map(({ sessionId }) => sessionId);
    const next = interacting.value ? heldOrder(order.value, wanted) : wanted;
    const places = new Set(next);
    // With the same order nothing is drawn anew.
    if (next.join() !== order.value.join()) order.value = next;
    known.value = new Map([...known.value, ...current.map((live): [string, LiveSession] => [live.session.sessionId, live])].filter(([sessionId]) => places.has(sessionId)));
    // At once: whoever has read the sessions goes on with the tiles that are shown of them.
  }, { immediate: true, flush: 'sync' });

  const tiles = computed(() => order.value.flatMap((sessionId) => {
    const live = known.value.get(sessionId);
    return live === undefined ? [] : [{ ...live, hasEnded: !open.value.has(sessionId) }];
  }));
  const pageCount = computed(() => Math.max(1, Math.ceil(tiles.value.length / size.value)));
  const shownPage = computed(() => Math.min(page.value, pageCount.value));
  return {
    tiles: shallowReadonly(tiles),
    visible: computed(() => tiles.value.slice((shownPage.value - 1) * size.value, shownPage.value * size.value)),
    pageCount,
    shownPage,
  };
}
