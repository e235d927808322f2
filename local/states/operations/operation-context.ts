import type { ExpressExecutions } from '../executions/express-executions.ts';
import type { StandardExecutions } from '../executions/standard-executions.ts';
import type { ExecutionSummary } from '../executions/execution-summary.ts';
import type { Clock } from '../clock.ts';
import type { TaskTokens } from '../engine/task-tokens.ts';
import type { Integrations } from '../integrations/integration.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Machine } from '../machines/machine.ts';
import type { Machines } from '../machines/machines.ts';
import { executionDoesNotExist, invalidArn, stateMachineDeleting, stateMachineDoesNotExist } from './errors.ts';

/** What the operations work on. */
export interface OperationContext {
  machines: Machines;
  standard: StandardExecutions;
  express: ExpressExecutions;
  tokens: TaskTokens;
  integrations: Integrations;
  sandbox: Sandbox;
  clock: Clock;
  onDefect: (operation: string, error: unknown) => void;
}

/** The machine, when there is one. @throws InvalidArn for anything but the ARN of a machine */
export function findMachine(context: OperationContext, arn: string): Machine | undefined {
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:/]+(?::[^:/]+)?$/.test(arn)) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  return context.machines.get(arn);
}

/** @throws InvalidArn, StateMachineDoesNotExist */
export function machineOf(context: OperationContext, arn: string): Machine {
  const machine = findMachine(context, arn);
  if (!machine) throw stateMachineDoesNotExist(arn);
  return machine;
}

/** A machine that may start executions. @throws also StateMachineDeleting */
export function activeMachineOf(context: OperationContext, arn: string): Machine {
  const machine = machineOf(context, arn);
  if (machine.status === 'DELETING') throw stateMachineDeleting(arn);
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
