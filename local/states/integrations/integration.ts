import type { Json } from '../json.ts';

/** What a Task's resource does. */
export interface Integration {
  /**
   * Looks at the arguments before anything is scheduled.
   *
   * @throws RuntimeError when the task could not even be started with them
   */
  check(args: Json): void;

  /**
   * @param signal aborted when nobody waits for the answer any more
   * @throws TaskFailedError with the error that the resource reports
   */
  call(args: Json, signal: AbortSignal): Promise<Json>;

  /**
   * Waits for the job that the call began; absent where the call's answer is the result.
   *
   * @param answer of the call
   * @throws TaskFailedError when the job failed
   */
  complete?(answer: Json, signal: AbortSignal): Promise<Json>;
}

/** The resources that are served here. */
export interface Integrations {
  has(resource: string): boolean;
  /** @throws Error for a resource that `has` does not know: no accepted definition names one */
  of(resource: string): Integration;
}
