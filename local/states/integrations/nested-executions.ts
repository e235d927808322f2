import type { ExecutionEnd } from '../engine/execution-end.ts';

/** An execution that another one started. */
export interface NestedExecution {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  /** JSON text. */
  readonly input: string;
  readonly startMs: number;
  readonly ended: Promise<ExecutionEnd>;
  stop(): void;
}

/** Starts executions for `states:startExecution`. */
export interface NestedExecutions {
  /**
   * @param request as StartExecution takes it
   * @throws AwsError as StartExecution does
   */
  start(request: { stateMachineArn: string; name?: string; input?: string }): Promise<NestedExecution>;
}
