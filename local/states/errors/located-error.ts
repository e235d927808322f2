import { StatesError } from './states-error.ts';

/** An error of the interpreter itself, whose cause begins with the state that it happened in. */
export abstract class LocatedError extends StatesError {
  /** Null until the innermost state that it passed through has been named. */
  readonly stateName: string | null;

  constructor(errorName: string, causeText: string, stateName: string | null, options: { cause?: unknown } = {}) {
    super(errorName, causeText, options);
    this.stateName = stateName;
  }

  /** The same error with the state named in its cause; itself when one is named already. */
  abstract within(stateName: string, enteredEventId: number): LocatedError;

  protected causeWithin(stateName: string, enteredEventId: number): string {
    return `An error occurred while executing the state '${stateName}' (entered at the event id #${enteredEventId}). ${this.causeText ?? ''}`;
  }
}
