import type { Catcher } from '../definition/state-schema.ts';
import { errorEquals } from '../errors/error-equals.ts';
import type { StatesError } from '../errors/states-error.ts';
import type { JsonObject } from '../json.ts';
import type { Outcome } from './outcome.ts';
import type { StateRun } from './state-run.ts';

/** The outcome by the first catcher that takes the error; null when none does. */
export function catchError(run: StateRun, catchers: readonly Catcher[], error: StatesError): Outcome | null {
  const index = catchers.findIndex((catcher) => errorEquals(catcher.ErrorEquals, error, run.visit.type));
  const catcher = catchers[index];
  if (!catcher) return null;
  const errorOutput: JsonObject = { ...(error.errorName !== null && { Error: error.errorName }), Cause: error.causeText ?? '' };
  return {
    reserved: { errorOutput },
    assign: catcher.Assign,
    output: catcher.Output,
    defaultOutput: errorOutput,
    location: `Catch[${index}]/`,
    next: catcher.Next,
  };
}
