import { z } from 'zod';
import type { OperationContext } from './operation-context.ts';
import { executionOf, toSeconds } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ executionArn: z.string() });

/** A Standard execution. It is never redrivable: RedriveExecution is not served on one machine. */
export async function describeExecution(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  // As it is at one moment: it may end while its history is read.
  const execution = { ...executionOf(context, parseInput(Schema, raw).executionArn) };
  const { input, output, error, cause } = await context.standard.details(execution);
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: toSeconds(execution.startMs),
    ...(execution.stopMs !== null && { stopDate: toSeconds(execution.stopMs) }),
    input,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveCount: 0,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: `Execution is ${execution.status} and cannot be redriven`,
  };
}
