import { setImmediate } from 'node:timers/promises';

/** States between two pauses. */
const STATES_PER_BREATH = 64;

/** Lets timers and requests of the whole process have their turn after every so many states of one execution; all of its branches pause together. */
export function createBreather(): () => Promise<void> {
  let states = 0;
  let pause: Promise<void> | null = null;
  return async () => {
    states += 1;
    if (states % STATES_PER_BREATH === 0) {
      pause ??= setImmediate().finally(() => {
        pause = null;
      });
    }
    if (pause) await pause;
  };
}
