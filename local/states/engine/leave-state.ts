import { checkSize } from '../errors/data-limit-exceeded-error.ts';
import { NOT_TRUNCATED } from '../history/history-event.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Outcome } from './outcome.ts';
import type { StateRun } from './state-run.ts';

/** Where a state leads and with what. */
export interface Transition {
  output: Json;
  /** Null at the end of the machine or branch. */
  next: string | null;
}

/**
 * Evaluates Assign and Output, both with the variables as they were before, records that the state is left, and assigns.
 *
 * @throws QueryEvaluationError, DataLimitExceededError
 */
export async function leaveState(run: StateRun, outcome: Outcome): Promise<Transition> {
  const { frame, visit } = run;
  const assigned =
    outcome.assign === undefined ? null : ((await run.evaluate(outcome.assign, `${outcome.location}Assign`, outcome.reserved)) as JsonObject);
  const output = outcome.output === undefined ? outcome.defaultOutput : await run.evaluate(outcome.output, `${outcome.location}Output`, outcome.reserved);
  const outputText = JSON.stringify(output);
  checkSize(outputText, visit.name);
  if (assigned) checkSize(JSON.stringify(assigned), visit.name);
  const details = {
    name: visit.name,
    output: outputText,
    outputDetails: NOT_TRUNCATED,
    ...(assigned && {
      assignedVariables: Object.fromEntries(Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)])),
      assignedVariablesDetails: NOT_TRUNCATED,
    }),
  };
  frame.recordExit(`${visit.type}StateExited`, details, outcome.next);
  if (assigned) frame.variables = { ...frame.variables, ...assigned };
  return { output, next: outcome.next };
}
