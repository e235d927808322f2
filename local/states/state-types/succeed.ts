import type { SucceedState } from '../definition/state-schema.ts';
import type { StateRunner } from '../engine/outcome.ts';
import { plainOutcome } from '../engine/outcome.ts';

export const runSucceed: StateRunner<SucceedState> = (state, run) => Promise.resolve(plainOutcome(state, run.input));
