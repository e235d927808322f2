import type { PassState } from '../definition/state-schema.ts';
import type { StateRunner } from '../engine/outcome.ts';
import { plainOutcome } from '../engine/outcome.ts';

export const runPass: StateRunner<PassState> = (state, run) => Promise.resolve(plainOutcome(state, run.input));
