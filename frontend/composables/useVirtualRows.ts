import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import { useElementSize } from './useElementSize.ts';

/** Rows beyond the edge that are there already when somebody scrolls. */
const OVERSCAN = 6;

export interface UseVirtualRowsReturn {
  /** Of the rows to render: the first, and how many. */
  first: ComputedRef<number>;
  shown: ComputedRef<number>;
  totalPx: ComputedRef<number>;
  /** To be called when the element is scrolled. */
  onScroll: () => void;
  /** Scrolls as little as it takes to show a row whole. */
  reveal: (row: number) => void;
  /** Rows that fit. */
  pageLength: ComputedRef<number>;
}

/** The rows of a long list that can be seen; all are of one height. */
export function useVirtualRows(element: Readonly<Ref<HTMLElement | null>>, { count, rowPx }: { count: Readonly<Ref<number>>; rowPx: number }): UseVirtualRowsReturn {
  const { heightPx } = useElementSize(element);
  const topRow = shallowRef(0);
  const pageLength = computed(() => Math.max(1, Math.floor(heightPx.value / rowPx)));
  const first = computed(() => Math.max(0, Math.min(topRow.value - OVERSCAN, count.value - pageLength.value - OVERSCAN)));

  function reveal(row: number): void {
    const list = element.value;
    if (list === null || row < 0) return;
    const top = row * rowPx;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowPx > list.scrollTop + list.clientHeight) list.scrollTop = top + rowPx - list.clientHeight;
    onScroll();
  }

  function onScroll(): void {
    topRow.value = Math.floor((element.value?.scrollTop ?? 0) / rowPx);
  }

  return {
    first,
    shown: computed(() => Math.min(count.value - first.value, pageLength.value + 2 * OVERSCAN + 1)),
    totalPx: computed(() => count.value * rowPx),
    onScroll,
    reveal,
    pageLength,
  };
}
