import type { ExpressExecutions } from '../executions/express-executions.ts';
import type { StandardExecutions } from '../executions/standard-executions.ts';
import type { ExecutionSummary } from '../executions/execution-summary.ts';
import type { Machine } from '../machine.ts';
import { executionDoesNotExist, invalidArn, stateMachineDoesNotExist } from './errors.ts';

/** What the operations work on. */
export interface OperationContext {
  /** By ARN. */
  machines: ReadonlyMap<string, Machine>;
  standard: StandardExecutions;
  express: ExpressExecutions;
}

/** @throws InvalidArn, StateMachineDoesNotExist */
export function machineOf(context: OperationContext, arn: string): Machine {
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[\w-]+$/.test(arn)) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  const machine = context.machines.get(arn);
  if (!machine) throw stateMachineDoesNotExist(arn);
  return machine;
}

/** @throws InvalidArn also for Express executions, which are kept nowhere; ExecutionDoesNotExist */
export function executionOf(context: OperationContext, arn: string): ExecutionSummary {
  const resourceType = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:(?<type>[\w-]+):/.exec(arn)?.groups?.type;
  if (resourceType === undefined) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  if (resourceType !== 'execution') throw invalidArn(`Resource type not valid in this context: ${resourceType}`);
  const execution = context.standard.get(arn);
  if (!execution) throw executionDoesNotExist(arn);
  return execution;
}

/** The machine of a Standard execution; one that the assembly no longer has does not exist. @throws StateMachineDoesNotExist */
export function machineOfExecution(context: OperationContext, execution: ExecutionSummary): Machine {
  return machineOf(context, execution.machineArn);
}

/** Seconds since the epoch, as AWS JSON has times. */
export function toSeconds(timeMs: number): number {
  return timeMs / 1000;
}
