import { StatesError } from './states-error.ts';

/** An error that a task's resource reported under a name of its own; `States.TaskFailed` matches it in Retry and Catch. */
export class TaskFailedError extends StatesError {
  override readonly name = 'TaskFailedError';

  constructor(errorName: string | null, causeText: string | null, options: { cause?: unknown } = {}) {
    super(errorName, causeText, options);
  }
}
