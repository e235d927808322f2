import type { WaitState } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import { plainOutcome } from '../engine/outcome.ts';
import type { StateRun } from '../engine/state-run.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';

/** A profile of ISO 8601 (RFC 3339): with seconds and an offset. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Waits for seconds or until a moment; one that is over is no wait. @throws QueryEvaluationError */
export async function runWait(state: WaitState, run: StateRun): Promise<Outcome> {
  await run.frame.scope.clock.sleep(await durationMs(state, run), run.frame.signal);
  return plainOutcome(state, run.input);
}

async function durationMs(state: WaitState, run: StateRun): Promise<number> {
  const seconds = await run.evaluateCount(state.Seconds, 'Seconds');
  if (seconds !== null) return seconds * 1000;
  const timestamp = await run.evaluateAs<string>(state.Timestamp ?? '', 'Timestamp', 'string');
  const untilMs = TIMESTAMP.test(timestamp) ? Date.parse(timestamp) : NaN;
  if (Number.isNaN(untilMs)) {
    throw new QueryEvaluationError(`The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${timestamp}`, 'Timestamp');
  }
  return untilMs - run.frame.scope.clock.now();
}
