import { standardExecutionArn } from '../executions/execution-arn.ts';
import { executionAlreadyExists } from './errors.ts';
import { executionRequest } from './execution-request.ts';
import type { OperationContext } from './operation-context.ts';
import { machineOf, toSeconds } from './operation-context.ts';

/**
 * Starts an execution. Of a Standard machine, a name that is taken is answered with the execution under way when the input is the same too.
 *
 * @throws ExecutionAlreadyExists for a name that is taken otherwise
 */
export async function startExecution(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { stateMachineArn, name, input } = executionRequest(raw);
  const machine = machineOf(context, stateMachineArn);
  if (machine.resource.type === 'EXPRESS') {
    const execution = context.express.start(machine, name, input);
    return { executionArn: execution.arn, startDate: toSeconds(execution.startMs) };
  }
  const arn = standardExecutionArn(machine.resource.name, name);
  const known = context.standard.get(arn);
  if (known && context.standard.runningInput(arn) !== input) throw executionAlreadyExists(arn);
  const execution = known ?? (await context.standard.start(machine, name, input));
  return { executionArn: arn, startDate: toSeconds(execution.startMs) };
}
