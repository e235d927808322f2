import { ref, watch, type Ref } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate, type NavigationGuardWithThis } from 'vue-router';

export interface UseLeaveQuestionReturn {
  /** The question is on the page. Closing it is a no. */
  asking: Ref<boolean>;
  leave: () => void;
}

/** Asks before another page of the app is gone to, be it one of the same kind, while it is on; for a component of a page. */
export function useLeaveQuestion(on: () => boolean): UseLeaveQuestionReturn {
  const asking = ref(false);
  let answer: (leaves: boolean) => void = () => undefined;

  const guard: NavigationGuardWithThis<undefined> = (to, from) => {
    // A session that is over is no wish to leave, and asking would not bring it back.
    if (!on() || to.meta.public === true || to.path === from.path) return true;
    asking.value = true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    answer = resolve;
    return promise;
  };
  onBeforeRouteLeave(guard);
  onBeforeRouteUpdate(guard);
  watch(asking, (isAsking) => { if (!isAsking) answer(false); });
  // It ended while the question was there: there is nothing left to ask.
  watch(on, (isOn) => { if (!isOn && asking.value) leave(); });

  function leave(): void {
    answer(true);
    asking.value = false;
  }

  return { asking, leave };
}
