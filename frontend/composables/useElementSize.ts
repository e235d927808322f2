import { onScopeDispose, shallowReadonly, shallowRef, watch, type Ref } from 'vue';

/** The size of an element's inside, in CSS px; 0 until it is there. */
export function useElementSize(element: Readonly<Ref<HTMLElement | null>>): { widthPx: Readonly<Ref<number>>; heightPx: Readonly<Ref<number>> } {
  const widthPx = shallowRef(0);
  const heightPx = shallowRef(0);
  const observer = 'ResizeObserver' in globalThis ? new ResizeObserver(measure) : null;

  function measure(): void {
    widthPx.value = element.value?.clientWidth ?? 0;
    heightPx.value = element.value?.clientHeight ?? 0;
  }

  watch(element, (now) => {
    observer?.disconnect();
    if (now !== null) observer?.observe(now);
    measure();
  }, { immediate: true, flush: 'post' });
  onScopeDispose(() => { observer?.disconnect(); });
  return { widthPx: shallowReadonly(widthPx), heightPx: shallowReadonly(heightPx) };
}
