import { StatesError } from './states-error.ts';

/** What a Fail state ends with. */
export class FailStateError extends StatesError {
  override readonly name = 'FailStateError';
}
