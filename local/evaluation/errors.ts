/** What was asked for cannot be measured: the command line, a folder or a file is at fault. The message is for the person who typed it. */
export class EvaluationInputError extends Error {
  override readonly name = 'EvaluationInputError';
}

/** The person who started it ended it: Ctrl-C. */
export class EvaluationCancelledError extends Error {
  override readonly name = 'EvaluationCancelledError';
  constructor() {
    super('The evaluation was stopped; nothing was written.');
  }
}

/** What an error says; also one of another realm, as a test runner has them, which is no `instanceof Error` here. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
