import { LocatedError } from './located-error.ts';

/** `States.Runtime`: the machine cannot go on. It can be neither retried nor caught, and ends the execution from wherever it happens. */
export class RuntimeError extends LocatedError {
  override readonly name = 'RuntimeError';

  constructor(causeText: string, options: { cause?: unknown; stateName?: string } = {}) {
    super('States.Runtime', causeText, options.stateName ?? null, { cause: options.cause });
  }

  within(stateName: string, enteredEventId: number): RuntimeError {
    if (this.stateName !== null) return this;
    return new RuntimeError(this.causeWithin(stateName, enteredEventId), { cause: this.cause, stateName });
  }
}
