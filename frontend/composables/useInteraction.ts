import { onScopeDispose, shallowReadonly, shallowRef, watch, type Ref } from 'vue';

/** Somebody who has done nothing for so long only looks. */
const IDLE_MS = 4_000;

/** What a person does with a pointer, wheel or keyboard; a page's own scrolling is none of it. */
const ACTS = ['pointerdown', 'pointermove', 'wheel', 'touchmove', 'keydown', 'focusin'] as const;

export interface UseInteractionReturn {
  /** Somebody is using the element: nothing may move under their hands. */
  interacting: Readonly<Ref<boolean>>;
}

/** Whether a person is using an element right now, or did a moment ago. */
export function useInteraction(element: Readonly<Ref<HTMLElement | null>>, { idleMs = IDLE_MS }: { idleMs?: number } = {}): UseInteractionReturn {
  const interacting = shallowRef(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function act(): void {
    interacting.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => { interacting.value = false; }, idleMs);
  }

  function unlisten(target: HTMLElement | null | undefined): void {
    for (const name of ACTS) target?.removeEventListener(name, act);
  }

  watch(element, (now, before) => {
    unlisten(before);
    for (const name of ACTS) now?.addEventListener(name, act, { passive: true });
  }, { immediate: true, flush: 'post' });
  onScopeDispose(() => {
    unlisten(element.value);
    clearTimeout(timer);
  });
  return { interacting: shallowReadonly(interacting) };
}
