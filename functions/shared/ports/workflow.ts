/** How an execution ended. */
export interface ExecutionResult {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  executionArn: string;
  /** JSON text; null unless it succeeded. */
  output: string | null;
  error: string | null;
  cause: string | null;
}

/** Whether the execution runs, ran or never began is not known: its reply was lost. */
export class OutcomeUnknownError extends Error {
  override readonly name = 'OutcomeUnknownError';

  constructor(cause: unknown) {
    super('The reply of Step Functions was lost.', { cause });
  }
}

export interface Workflow {
  /**
   * Runs an Express execution to its end.
   * @throws OutcomeUnknownError; any other error means that it did not begin
   */
  runSync(name: string, input: unknown): Promise<ExecutionResult>;
  /** The ARN that a Standard execution of this name has, or would have. */
  arnOf(name: string): string;
  /** Starts a Standard execution; the same name and input is the same execution. */
  start(name: string, input: unknown): Promise<void>;
  /** How a Standard execution ended; null when there is no such execution, or none any more (Step Functions forgets after 90 days). */
  result(executionArn: string): Promise<ExecutionResult | 'RUNNING' | null>;
}
