import type { ChoiceState } from '../definition/state-schema.ts';
import type { Outcome } from '../engine/outcome.ts';
import { plainOutcome } from '../engine/outcome.ts';
import type { StateRun } from '../engine/state-run.ts';
import { RuntimeError } from '../errors/runtime-error.ts';

/**
 * Takes the first rule whose condition holds, with the rule's own Assign and Output, else Default with the state's.
 *
 * @throws QueryEvaluationError when a condition is neither true nor false; RuntimeError when no rule holds and there is no Default
 */
export async function runChoice(state: ChoiceState, run: StateRun): Promise<Outcome> {
  for (const [index, rule] of state.Choices.entries()) {
    const location = `Choices[${index}]/`;
    if (!(await run.evaluateAs<boolean>(rule.Condition, `${location}Condition`, 'boolean'))) continue;
    return { ...plainOutcome(rule, run.input), location };
  }
  if (state.Default === undefined) throw new RuntimeError('Failed to transition out of the state. The state does not point to a next state.');
  return { ...plainOutcome(state, run.input), next: state.Default };
}
