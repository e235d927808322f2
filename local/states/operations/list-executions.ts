import { z } from 'zod';
import { typeNotSupported, validationError } from './errors.ts';
import type { OperationContext } from './operation-context.ts';
import { machineOf, toSeconds } from './operation-context.ts';
import { page, PAGING } from './paging.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({
  stateMachineArn: z.string().optional(),
  statusFilter: z.enum(['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING']).optional(),
  ...PAGING,
});

/** The executions of a Standard machine, the latest first. @throws StateMachineTypeNotSupported for an Express machine */
export function listExecutions(context: OperationContext, raw: Record<string, unknown>): unknown {
  const { stateMachineArn, statusFilter, ...paging } = parseInput(Schema, raw);
  if (stateMachineArn === undefined) throw validationError('Must provide a StateMachine ARN or MapRun ARN');
  if (machineOf(context, stateMachineArn).resource.type === 'EXPRESS') throw typeNotSupported();
  const executions = context.standard.list(stateMachineArn).filter((execution) => statusFilter === undefined || execution.status === statusFilter);
  const { items, nextToken } = page(
    { items: executions, keyOf: (execution) => execution.arn, scope: `${stateMachineArn}#${statusFilter ?? ''}` },
    paging,
  );
  return {
    executions: items.map((execution) => ({
      executionArn: execution.arn,
      stateMachineArn: execution.machineArn,
      name: execution.name,
      status: execution.status,
      startDate: toSeconds(execution.startMs),
      ...(execution.stopMs !== null && { stopDate: toSeconds(execution.stopMs) }),
      redriveCount: 0,
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}
