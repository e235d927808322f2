/** How an execution ended. */
export interface ExecutionEnd {
  status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** Milliseconds since the epoch. */
  stopMs: number;
  /** JSON text. */
  output?: string;
  error?: string;
  cause?: string;
}
