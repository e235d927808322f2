import { expressionOf } from '../jsonata/expression.ts';
import type { Problem } from './problem.ts';
import { schemaProblem } from './problem.ts';
import type { State } from './state-schema.ts';
import { timestampMs } from '../state-types/timestamp.ts';

/** That literal times and counts make sense; what an expression yields is known when it is evaluated. The problems found. */
export function checkNumbers(state: State, location: string): Problem[] {
  const problems: Problem[] = [];
  if (state.Type === 'Wait') {
    if ((state.Seconds === undefined) === (state.Timestamp === undefined)) problems.push(schemaProblem('A Wait state has exactly one of these fields: [Seconds, Timestamp]', location));
    if (state.Timestamp !== undefined && expressionOf(state.Timestamp) === null && timestampMs(state.Timestamp) === null) {
      problems.push(schemaProblem('String does not match RFC3339 timestamp', `${location}/Timestamp`));
    }
    problems.push(...notANumber(state.Seconds, `${location}/Seconds`));
  }
  if (state.Type === 'Map') {
    for (const field of ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage'] as const) problems.push(...notANumber(state[field], `${location}/${field}`));
  }
  if (state.Type === 'Task') {
    const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
    problems.push(...notANumber(timeout, `${location}/TimeoutSeconds`), ...notANumber(heartbeat, `${location}/HeartbeatSeconds`));
    if (timeout === 0) problems.push(schemaProblem('Value is not in range. Min is 1', `${location}/TimeoutSeconds`));
    if (heartbeat === 0) problems.push(schemaProblem('Value is not in range. Min is 1', `${location}/HeartbeatSeconds`));
    if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
      problems.push(schemaProblem('HeartbeatSeconds must be smaller than TimeoutSeconds', `${location}/HeartbeatSeconds`));
    }
  }
  return problems;
}

/** A text that is no expression, where a number belongs. */
function notANumber(field: number | string | undefined, location: string): Problem[] {
  return typeof field === 'string' && expressionOf(field) === null ? [schemaProblem('Expected value of type Integer', location)] : [];
}
