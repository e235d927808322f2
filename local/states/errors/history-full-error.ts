import { RuntimeError } from './runtime-error.ts';

/** The `States.Runtime` of an execution whose history has no room for another event. */
export class HistoryFullError extends RuntimeError {
  override within(): RuntimeError {
    return this;
  }
}
