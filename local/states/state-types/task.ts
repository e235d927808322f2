import type { TaskState } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import { plainOutcome } from '../engine/outcome.ts';
import type { StateRun } from '../engine/state-run.ts';
import { untilAborted } from '../engine/until-aborted.ts';
import { DataLimitExceededError } from '../errors/data-limit-exceeded-error.ts';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import { TimeoutError } from '../errors/timeout-error.ts';
import type { Integration } from '../integrations/integration.ts';
import { taskEvents } from '../integrations/task-events.ts';
import type { Json } from '../json.ts';
import { MAX_DATA_BYTES } from '../json.ts';

/**
 * Calls the resource; the result is its answer. HeartbeatSeconds is recorded and has no effect: no resource here sends heartbeats.
 *
 * @throws TaskFailedError, TimeoutError, DataLimitExceededError, QueryEvaluationError, RuntimeError
 */
export async function runTask(state: TaskState, run: StateRun): Promise<Outcome> {
  const { frame } = run;
  const args = state.Arguments === undefined ? run.input : await run.evaluate(state.Arguments, 'Arguments');
  const timeoutSeconds = await run.evaluateCount(state.TimeoutSeconds, 'TimeoutSeconds');
  const heartbeatSeconds = await run.evaluateCount(state.HeartbeatSeconds, 'HeartbeatSeconds');
  const integration = frame.scope.integrations.of(state.Resource);
  integration.check(args);

  const events = taskEvents(frame, state.Resource);
  events.scheduled(args, { timeoutSeconds, heartbeatSeconds });
  events.started();
  try {
    const result = await call(integration, args, timeoutSeconds, run);
    const output = JSON.stringify(result);
    if (Buffer.byteLength(output) > MAX_DATA_BYTES) throw new DataLimitExceededError(state.Resource);
    events.succeeded(output);
    return plainOutcome(state, result, { result });
  } catch (error) {
    frame.signal.throwIfAborted();
    if (error instanceof TimeoutError) events.timedOut(error);
    else if (error instanceof TaskFailedError || error instanceof DataLimitExceededError) events.failed(error);
    throw error;
  }
}

/** The answer, unless the time is over or the frame is cut first. */
async function call(integration: Integration, args: Json, timeoutSeconds: number | null, run: StateRun): Promise<Json> {
  const { signal, scope } = run.frame;
  if (timeoutSeconds === null) return untilAborted(integration.call(args, signal), signal);
  const limit = new AbortController();
  const answered = new AbortController();
  const limited = AbortSignal.any([signal, limit.signal]);
  scope.clock.sleep(timeoutSeconds * 1000, AbortSignal.any([signal, answered.signal])).then(
    () => {
      limit.abort(new TimeoutError());
    },
    () => undefined,
  );
  try {
    return await untilAborted(integration.call(args, limited), limited);
  } finally {
    answered.abort();
  }
}
