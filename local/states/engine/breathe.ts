import { setImmediate } from 'node:timers/promises';

/** States between two pauses. */
const STATES_PER_BREATH = 64;

/** Lets timers and requests of the whole process have their turn after every so many states of one execution. */
export function createBreather(): () => Promise<void> {
  let states = 0;
  return async () => {
    states += 1;
    if (states % STATES_PER_BREATH === 0) await setImmediate();
  };
}
