import { MAX_DATA_BYTES } from '../json.ts';
import { StatesError } from './states-error.ts';

/** `States.DataLimitExceeded`: what a task is given or gives, a state's output or its variables are larger than 256 KiB. */
export class DataLimitExceededError extends StatesError {
  override readonly name = 'DataLimitExceededError';

  /** @param origin the task's resource, or the state's name */
  constructor(origin: string) {
    super('States.DataLimitExceeded', `The state/task '${origin}' returned a result with a size exceeding the maximum number of bytes service limit.`);
  }
}

/**
 * @param text JSON
 * @param origin the task's resource, or the state's name
 * @throws DataLimitExceededError for more than 256 KiB
 */
export function checkSize(text: string, origin: string): void {
  // No character takes less than a byte or more than three: most texts need not be measured.
  if (text.length * 3 > MAX_DATA_BYTES && Buffer.byteLength(text) > MAX_DATA_BYTES) throw new DataLimitExceededError(origin);
}
