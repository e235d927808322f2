import { StatesError } from './states-error.ts';

/** `States.Timeout`: a task ran longer than its TimeoutSeconds. AWS gives no cause. */
export class TimeoutError extends StatesError {
  override readonly name: string = 'TimeoutError';

  constructor() {
    super('States.Timeout', null);
  }
}

/** A task sent no heartbeat for its HeartbeatSeconds: reported as States.Timeout, and taken by handlers of States.HeartbeatTimeout too. */
export class HeartbeatTimeoutError extends TimeoutError {
  override readonly name = 'HeartbeatTimeoutError';
}
