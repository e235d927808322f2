import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Timeline } from '../executions/timeline.ts';
import { allRuns } from '../machines/taken-path.ts';

export interface UseStateSelectionReturn {
  /** Ids of the entries of states whose details are shown. */
  opened: Readonly<Ref<ReadonlySet<number>>>;
  /** The state that the graph and the waterfall are both about, by name; null where there is none. */
  selected: ComputedRef<string | null>;
  /** Opens an entry of a state, or closes it. */
  toggle: (runId: number) => void;
  /** Selects a state by name, and opens its last entry alone; null, or the selected one again, selects none. */
  select: (name: string | null) => void;
}

/** Which states of an execution are looked at, the same in graph and waterfall. The address names the one that was opened last, by the event of its entry: it can be sent to somebody else. */
export function useStateSelection(timeline: () => Timeline | null): UseStateSelectionReturn {
  const route = useRoute();
  const router = useRouter();
  const named = Number(route.query.event);
  const opened = ref<ReadonlySet<number>>(new Set(Number.isInteger(named) ? [named] : []));
  /** One that was not entered, which has nothing to open. */
  const unentered = shallowRef<string | null>(null);
  const runs = computed(() => allRuns(timeline()?.states ?? []));
  const selected = computed(() => {
    const last = [...opened.value].at(-1);
    return unentered.value ?? runs.value.find(({ id }) => id === last)?.name ?? null;
  });

  function open(next: ReadonlySet<number>): void {
    opened.value = next;
    unentered.value = null;
    const last = [...next].at(-1);
    void router.replace({ query: { ...route.query, event: last === undefined ? undefined : String(last) } });
  }

  function toggle(runId: number): void {
    const next = new Set(opened.value);
    if (!next.delete(runId)) next.add(runId);
    open(next);
  }

  function select(name: string | null): void {
    const wanted = name === selected.value ? null : name;
    const last = runs.value.findLast((run) => run.name === wanted);
    open(new Set(last === undefined ? [] : [last.id]));
    if (last === undefined) unentered.value = wanted;
  }

  return { opened, selected, toggle, select };
}
