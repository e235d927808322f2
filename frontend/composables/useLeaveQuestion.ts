import { ref, watch, type Ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';

export interface UseLeaveQuestionReturn {
  /** The question is on the page. Closing it is a no. */
  asking: Ref<boolean>;
  leave: () => void;
}

/** Asks before another page of the app is gone to, while it is on; for a component of a page. */
export function useLeaveQuestion(on: () => boolean): UseLeaveQuestionReturn {
  const asking = ref(false);
  let answer: (leaves: boolean) => void = () => undefined;

  onBeforeRouteLeave(() => {
    if (!on()) return true;
    asking.value = true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    answer = resolve;
    return promise;
  });
  watch(asking, (isAsking) => { if (!isAsking) answer(false); });
  // It ended while the question was there: there is nothing left to ask.
  watch(on, (isOn) => { if (!isOn && asking.value) leave(); });

  function leave(): void {
    answer(true);
    asking.value = false;
  }

  return { asking, leave };
}
