import type { TaskState } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import { plainOutcome } from '../engine/outcome.ts';
import type { StateRun } from '../engine/state-run.ts';
import type { TaskCallback } from '../engine/task-tokens.ts';
import { TimeLimit } from '../engine/time-limit.ts';
import { untilAborted } from '../engine/until-aborted.ts';
import { checkSize, DataLimitExceededError } from '../errors/data-limit-exceeded-error.ts';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import { HeartbeatTimeoutError, TimeoutError } from '../errors/timeout-error.ts';
import { parseResource } from '../integrations/resource-name.ts';
import type { TaskEvents, TaskLimits } from '../integrations/task-events.ts';
import { taskEvents } from '../integrations/task-events.ts';
import type { Json } from '../json.ts';

/**
 * Calls the resource; the result is its answer, or the end of the job that the call began, or what comes back with the task's token.
 * HeartbeatSeconds counts for tasks that wait with a token: nobody else could send a heartbeat.
 *
 * @throws TaskFailedError, TimeoutError, DataLimitExceededError, QueryEvaluationError, RuntimeError
 */
export async function runTask(state: TaskState, run: StateRun): Promise<Outcome> {
  const { frame } = run;
  const { clock, tokens } = frame.scope;
  const limit = new TimeLimit(clock, frame.signal);
  let onHeartbeat = (): void => undefined;
  const callback = parseResource(state.Resource)?.pattern === '.waitForTaskToken' ? tokens.create(() => { onHeartbeat(); }) : null;
  run.taskToken = callback?.token ?? null;
  try {
    const args = state.Arguments === undefined ? run.input : await run.evaluate(state.Arguments, 'Arguments');
    const argsText = JSON.stringify(args);
    checkSize(argsText, state.Resource);
    run.inspect({ afterArguments: args });
    const limits: TaskLimits = {
      timeoutSeconds: await run.evaluateCount(state.TimeoutSeconds, 'TimeoutSeconds'),
      heartbeatSeconds: await run.evaluateCount(state.HeartbeatSeconds, 'HeartbeatSeconds'),
    };
    frame.scope.integrations.of(state.Resource).check(args);

    const events = taskEvents(frame, state.Resource);
    events.scheduled(argsText, limits, await evaluateCredentials(state, run));
    events.started();
    limit.after(limits.timeoutSeconds, () => new TimeoutError());
    if (callback) onHeartbeat = limit.after(limits.heartbeatSeconds, () => new HeartbeatTimeoutError());
    const result = await recordEnd(call(state.Resource, args, run, { events, callback, signal: limit.signal }), state.Resource, run, events);
    run.inspect({ result });
    return plainOutcome(state, result, { result });
  } finally {
    limit.end();
    callback?.release();
  }
}

/** The role that AWS would take on for the task; on one machine it is recorded and has no effect. */
async function evaluateCredentials(state: TaskState, run: StateRun): Promise<string | null> {
  return state.Credentials === undefined ? null : run.evaluateAs<string>(state.Credentials.RoleArn, 'Credentials/RoleArn', 'string');
}

/** The task's result, unless the time is over or the frame is cut first. */
async function call(
  resource: string,
  args: Json,
  run: StateRun,
  { events, callback, signal }: { events: TaskEvents; callback: TaskCallback | null; signal: AbortSignal },
): Promise<Json> {
  const { integrations, mock } = run.frame.scope;
  if (mock) return untilAborted(mock(), signal);
  const integration = integrations.of(resource);
  const answer = await untilAborted(integration.call(args, signal), signal);
  if (!callback && !integration.complete) return answer;
  events.submitted(JSON.stringify(answer));
  return untilAborted(callback?.result ?? integration.complete?.(answer, signal) ?? Promise.resolve(answer), signal);
}

async function recordEnd(work: Promise<Json>, resource: string, run: StateRun, events: TaskEvents): Promise<Json> {
  try {
    const result = await work;
    const output = JSON.stringify(result);
    checkSize(output, resource);
    events.succeeded(output);
    return result;
  } catch (error) {
    run.frame.signal.throwIfAborted();
    if (error instanceof TimeoutError) events.timedOut(error);
    else if (error instanceof TaskFailedError || error instanceof DataLimitExceededError) events.failed(error);
    throw error;
  }
}
