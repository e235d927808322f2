import type { WaitState } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import { plainOutcome } from '../engine/outcome.ts';
import type { StateRun } from '../engine/state-run.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import { timestampMs } from './timestamp.ts';

/** Waits for seconds, from when the state was entered, or until a moment; one that is over is no wait. @throws QueryEvaluationError */
export async function runWait(state: WaitState, run: StateRun): Promise<Outcome> {
  const { clock } = run.frame.scope;
  await clock.sleep((await endMs(state, run)) - clock.now(), run.frame.signal);
  return plainOutcome(state, run.input);
}

async function endMs(state: WaitState, run: StateRun): Promise<number> {
  const seconds = await run.evaluateCount(state.Seconds, 'Seconds');
  if (seconds !== null) return run.visit.enteredMs + seconds * 1000;
  const timestamp = await run.evaluateAs<string>(state.Timestamp ?? '', 'Timestamp', 'string');
  const untilMs = timestampMs(timestamp);
  if (untilMs === null) {
    throw new QueryEvaluationError(`The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${timestamp}`, 'Timestamp');
  }
  return untilMs;
}
