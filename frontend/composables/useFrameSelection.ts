import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router';
import type { TimelineItem } from '../../domain/timeline.ts';
import { indexOfSequence, type IncidentMark } from '../sessions/incident-marks.ts';

/** Browsers refuse addresses that change with every frame that somebody scrubs over. */
const ADDRESS_DELAY_MS = 250;

export interface UseFrameSelectionOptions {
  items: Readonly<Ref<readonly TimelineItem[]>>;
  marks: Readonly<Ref<readonly IncidentMark[]>>;
  /** All that there were when the page was opened. */
  isWhole: Readonly<Ref<boolean>>;
  /** Frames still come. */
  isOpen: Readonly<Ref<boolean>>;
  /** Somebody is using the timeline. */
  interacting: Readonly<Ref<boolean>>;
}

export interface UseFrameSelectionReturn {
  /** Of the selected frame; -1 where there is none. */
  index: ComputedRef<number>;
  select: (index: number) => void;
  selectSequence: (sequence: number) => void;
  /** The newest frame is shown as soon as it is there. */
  following: Readonly<Ref<boolean>>;
  follow: () => void;
  /** The sequence of the address, where there is no such frame. */
  missing: ComputedRef<number | null>;
}

/**
 * Which frame is shown. The address says it (`?frame=SEQUENCE`) once somebody has chosen one; before that it is the newest of an open session, and of one that
 * has ended where its first incident begins.
 */
export function useFrameSelection({ items, marks, isWhole, isOpen, interacting }: UseFrameSelectionOptions): UseFrameSelectionReturn {
  const route = useRoute();
  const router = useRouter();
  const { path } = route;
  const chosen = shallowRef(readSequence(route.query.frame));
  const followed = shallowRef<number | null>(null);
  const following = shallowRef(chosen.value === null && isOpen.value);
  /** What is still to be written into the address. */
  let pending: { frame: string | undefined; timer: ReturnType<typeof setTimeout> } | null = null;

  const index = computed(() => {
    if (following.value) return followed.value === null ? items.value.length - 1 : indexOfSequence(items.value, followed.value);
    if (chosen.value !== null) {
      const found = indexOfSequence(items.value, chosen.value);
      // What the address names may be on a page that is still to come.
      if (found >= 0 || !isWhole.value) return found;
    }
    return items.value.length === 0 ? -1 : (marks.value[0]?.first ?? 0);
  });

  // While somebody is using the timeline nothing is moved away from under them.
  watch([items, interacting, following], () => {
    if (!following.value || !interacting.value || followed.value === null) followed.value = items.value.at(-1)?.sequence ?? null;
  }, { immediate: true });

  function choose(sequence: number): void {
    chosen.value = sequence;
    following.value = false;
    writeAddress(String(sequence));
  }

  function writeAddress(frame: string | undefined): void {
    forget();
    pending = { frame, timer: setTimeout(() => void write(), ADDRESS_DELAY_MS) };
  }

  async function write(): Promise<void> {
    const query = { ...route.query, frame: pending?.frame };
    forget();
    if (route.path === path) await router.replace({ query });
  }

  function forget(): void {
    clearTimeout(pending?.timer);
    pending = null;
  }

  // Who leaves at once comes back to this frame; a write of its own, later, would call them back from where they are going.
  onBeforeRouteLeave((to) => {
    if (pending === null) return true;
    // The browser has gone back or forward already: there is nothing to write to.
    if (window.location.pathname === to.path) {
      forget();
      return true;
    }
    void write().then(() => router.push(to));
    return false;
  });

  // Back, forward, or a link.
  watch(() => route.query.frame, (frame) => {
    const sequence = route.path === path ? readSequence(frame) : null;
    if (sequence === null || sequence === chosen.value) return;
    forget();
    chosen.value = sequence;
    following.value = false;
  });
  onScopeDispose(forget);

  return {
    index,
    select: (at) => {
      const item = items.value[at];
      if (item !== undefined) choose(item.sequence);
    },
    selectSequence: choose,
    following,
    follow: () => {
      chosen.value = null;
      following.value = true;
      followed.value = items.value.at(-1)?.sequence ?? null;
      writeAddress(undefined);
    },
    missing: computed(() => (chosen.value !== null && isWhole.value && indexOfSequence(items.value, chosen.value) < 0 ? chosen.value : null)),
  };
}

function readSequence(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}
