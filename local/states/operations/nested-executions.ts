import type { NestedExecution, NestedExecutions } from '../integrations/nested-executions.ts';
import type { OperationContext } from './operation-context.ts';
import { beginExecution } from './start-execution.ts';

/** Executions that executions start, by the rules of StartExecution. */
export function nestedExecutions(context: OperationContext): NestedExecutions {
  return {
    start: async (request): Promise<NestedExecution> => {
      const { arn, machine, name, input, startMs, ended, stop } = await beginExecution(context, request);
      return { arn, machineArn: machine.resource.arn, name, input, startMs, ended, stop };
    },
  };
}
