import type { State } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { StateRun } from '../engine/state-run.ts';
import { runChoice } from './choice.ts';
import { runFail } from './fail.ts';
import { runMap } from './map.ts';
import { runParallel } from './parallel.ts';
import { runPass } from './pass.ts';
import { runSucceed } from './succeed.ts';
import { runTask } from './task.ts';
import { runWait } from './wait.ts';

/** Carries a state out by its type. */
export function runByType(state: State, run: StateRun): Promise<Outcome> {
  switch (state.Type) {
    case 'Pass':
      return runPass(state, run);
    case 'Task':
      return runTask(state, run);
    case 'Choice':
      return runChoice(state, run);
    case 'Wait':
      return runWait(state, run);
    case 'Succeed':
      return runSucceed(state, run);
    case 'Fail':
      return runFail(state, run);
    case 'Parallel':
      return runParallel(state, run);
    case 'Map':
      return runMap(state, run);
  }
}
