/** An error of the states language: it ends a state, may be retried or caught there, and else ends the execution. */
export class StatesError extends Error {
  override readonly name: string = 'StatesError';
  /** For example `States.Timeout` or `DynamoDB.ConditionalCheckFailedException`; null for a Fail state that names none. */
  readonly errorName: string | null;
  /** Null where AWS gives none. */
  readonly causeText: string | null;

  constructor(errorName: string | null, causeText: string | null, options: { cause?: unknown } = {}) {
    super(causeText ?? errorName ?? 'The execution failed.', options);
    this.errorName = errorName;
    this.causeText = causeText;
  }
}
