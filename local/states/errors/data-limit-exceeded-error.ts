import { StatesError } from './states-error.ts';

/** `States.DataLimitExceeded`: a result or an output is larger than 256 KiB. */
export class DataLimitExceededError extends StatesError {
  override readonly name = 'DataLimitExceededError';

  /** @param origin the task's resource, or the state's name */
  constructor(origin: string) {
    super('States.DataLimitExceeded', `The state/task '${origin}' returned a result with a size exceeding the maximum number of bytes service limit.`);
  }
}
