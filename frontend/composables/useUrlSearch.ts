import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router';

/** Long enough to type on, short enough not to be waited for. */
const DEBOUNCE_MS = 250;

export interface UseUrlSearchReturn {
  /** What is typed. */
  text: Ref<string>;
  /** What is searched for: the address says it, so that it survives a reload and can be sent to somebody. */
  query: ComputedRef<string>;
  /** Searches at once. */
  submit: () => void;
  clear: () => void;
}

/** A page's search, kept in its address under `query`; for a page's own component. */
export function useUrlSearch({ debounceMs = DEBOUNCE_MS }: { debounceMs?: number } = {}): UseUrlSearchReturn {
  const router = useRouter();
  const route = useRoute();
  const { path } = route;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // While the page is being left, the address is already another page's.
  const query = computed<string>((previous) => (route.path === path ? readQuery(route.query.query) : (previous ?? '')));
  const text = ref(query.value);

  function submit(): void {
    clearTimeout(timer);
    const wanted = text.value.trim();
    if (wanted === query.value) return;
    // Undefined is left out of an address.
    void router.replace({ query: { ...route.query, query: wanted === '' ? undefined : wanted } });
  }

  watch(text, () => {
    clearTimeout(timer);
    timer = setTimeout(submit, debounceMs);
  });
  // Back, forward, or a link.
  watch(query, (current) => {
    if (text.value.trim() !== current) text.value = current;
  });
  onBeforeRouteLeave(() => { clearTimeout(timer); });

  function clear(): void {
    text.value = '';
    submit();
  }

  return { text, query, submit, clear };
}

function readQuery(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
