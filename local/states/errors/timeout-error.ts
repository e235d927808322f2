import { StatesError } from './states-error.ts';

/** `States.Timeout`: a task ran longer than its TimeoutSeconds. AWS gives no cause. */
export class TimeoutError extends StatesError {
  override readonly name = 'TimeoutError';

  constructor() {
    super('States.Timeout', null);
  }
}
