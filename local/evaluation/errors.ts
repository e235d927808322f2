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
