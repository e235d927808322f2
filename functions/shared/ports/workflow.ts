/** How an execution ended. */
export interface ExecutionResult {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  executionArn: string;
  /** JSON text; null unless it succeeded. */
  output: string | null;
  error: string | null;
  cause: string | null;
}

export interface Workflow {
  /** Runs an Express execution to its end. */
  runSync(name: string, input: unknown): Promise<ExecutionResult>;
  /** Starts a Standard execution and answers its ARN. */
  start(name: string, input: unknown): Promise<string>;
  /** The result of a Standard execution; null while it runs. */
  result(executionArn: string): Promise<ExecutionResult | null>;
}
