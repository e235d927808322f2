import type { Catcher } from '../definition/state-schema.ts';
import { errorEquals } from '../errors/error-equals.ts';
import type { StatesError } from '../errors/states-error.ts';
import type { JsonObject } from '../json.ts';
import type { Outcome } from './outcome.ts';

/** The outcome of a state that a catcher takes over. */
export interface CaughtError {
  /** Of the catcher within Catch. */
  catcherIndex: number;
  outcome: Outcome;
}

/** What the first catcher that takes the error makes of it; null when none does. */
export function catchError(catchers: readonly Catcher[], error: StatesError): CaughtError | null {
  const catcherIndex = catchers.findIndex((catcher) => errorEquals(catcher.ErrorEquals, error));
  const catcher = catchers[catcherIndex];
  if (!catcher) return null;
  const errorOutput: JsonObject = { ...(error.errorName !== null && { Error: error.errorName }), Cause: error.causeText ?? '' };
  const outcome: Outcome = {
    reserved: { errorOutput },
    assign: catcher.Assign,
    output: catcher.Output,
    defaultOutput: errorOutput,
    location: `Catch[${catcherIndex}]/`,
    next: catcher.Next,
  };
  return { catcherIndex, outcome };
}
