import type { ExecutionEnd } from '../engine/execution-end.ts';
import { standardExecutionArn } from '../executions/execution-arn.ts';
import type { Machine } from '../machines/machine.ts';
import { executionAlreadyExists } from './errors.ts';
import type { ExecutionRequest } from './execution-request.ts';
import { executionRequest } from './execution-request.ts';
import type { OperationContext } from './operation-context.ts';
import { activeMachineOf, toSeconds } from './operation-context.ts';

/** An execution that has begun, of either type. */
interface BegunExecution extends ExecutionRequest {
  arn: string;
  machine: Machine;
  startMs: number;
  ended: Promise<ExecutionEnd>;
  stop: () => void;
}

export async function startExecution(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { arn, startMs } = await beginExecution(context, raw);
  return { executionArn: arn, startDate: toSeconds(startMs) };
}

/**
 * Starts an execution. Of a Standard machine, a name that is taken is answered with the execution under way when the input is the same too.
 *
 * @throws ExecutionAlreadyExists for a name that is taken otherwise; InvalidArn, StateMachineDoesNotExist, StateMachineDeleting, InvalidName,
 *   InvalidExecutionInput
 */
export async function beginExecution(context: OperationContext, raw: Record<string, unknown>): Promise<BegunExecution> {
  const request = executionRequest(raw);
  const { stateMachineArn, name, input } = request;
  const machine = activeMachineOf(context, stateMachineArn);
  if (machine.resource.type === 'EXPRESS') {
    const execution = context.express.start(machine, name, input);
    const stop = (): void => {
      execution.stop(undefined, undefined);
    };
    return { ...request, arn: execution.arn, machine, startMs: execution.startMs, ended: execution.ended, stop };
  }
  const arn = standardExecutionArn(machine.resource.name, name);
  const known = context.standard.underWay(arn);
  if (known ? known.execution.input !== input : context.standard.get(arn)) throw executionAlreadyExists(arn);
  const { summary, execution } = known ?? (await context.standard.start(machine, name, input));
  const stop = (): void => {
    context.standard.stop(summary, undefined, undefined).catch((error: unknown) => {
      context.onDefect('StopExecution', error);
    });
  };
  return { ...request, arn, machine, startMs: summary.startMs, ended: execution.ended, stop };
}
