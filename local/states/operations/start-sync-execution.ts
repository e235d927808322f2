import { AwsError } from '../../aws/aws-error.ts';
import { ExecutionAbandoned } from '../engine/execution-cut.ts';
import { typeNotSupported } from './errors.ts';
import { executionRequest } from './execution-request.ts';
import type { OperationContext } from './operation-context.ts';
import { activeMachineOf, toSeconds } from './operation-context.ts';

/** Express executions are billed for at least this much memory, and for time by the 100 ms. */
const BILLED_MEMORY_MIB = 64;
const BILLED_STEP_MS = 100;

/** Runs an Express execution and answers when it has ended, however it has. @throws StateMachineTypeNotSupported for a Standard machine */
export async function startSyncExecution(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { stateMachineArn, name, input } = executionRequest(raw);
  const machine = activeMachineOf(context, stateMachineArn);
  if (machine.resource.type !== 'EXPRESS') throw typeNotSupported();
  const execution = context.express.start(machine, name, input);
  const { status, stopMs, output, error, cause } = await execution.ended.catch((reason: unknown) => {
    if (reason instanceof ExecutionAbandoned) throw new AwsError('ServiceUnavailable', 'The service is stopping.', { statusCode: 503, cause: reason });
    throw reason;
  });
  return {
    executionArn: execution.arn,
    stateMachineArn,
    name,
    startDate: toSeconds(execution.startMs),
    stopDate: toSeconds(stopMs),
    status,
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    input,
    inputDetails: { included: true },
    ...(output !== undefined && { output, outputDetails: { included: true } }),
    billingDetails: {
      billedMemoryUsedInMB: BILLED_MEMORY_MIB,
      billedDurationInMilliseconds: Math.max(1, Math.ceil((stopMs - execution.startMs) / BILLED_STEP_MS)) * BILLED_STEP_MS,
    },
  };
}
