import { LocatedError } from './located-error.ts';

/** `States.QueryEvaluationError`: an expression failed, returned nothing, or returned what its field cannot take. */
export class QueryEvaluationError extends LocatedError {
  override readonly name = 'QueryEvaluationError';
  /** The field within the state, for example `Arguments/Payload/items[0]`; null when the state's input is at fault. */
  readonly location: string | null;

  constructor(causeText: string, location: string | null, options: { cause?: unknown; stateName?: string } = {}) {
    super('States.QueryEvaluationError', causeText, options.stateName ?? null, { cause: options.cause });
    this.location = location;
  }

  within(stateName: string, enteredEventId: number): QueryEvaluationError {
    if (this.stateName !== null) return this;
    return new QueryEvaluationError(this.causeWithin(stateName, enteredEventId), this.location, { cause: this.cause, stateName });
  }
}
