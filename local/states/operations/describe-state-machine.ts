import { z } from 'zod';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';
import type { Machine } from '../machine.ts';
import type { OperationContext } from './operation-context.ts';
import { executionOf, machineOf, machineOfExecution, toSeconds } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const MachineSchema = z.object({ stateMachineArn: z.string() });
const ExecutionSchema = z.object({ executionArn: z.string() });

export function describeStateMachine(context: OperationContext, raw: Record<string, unknown>): unknown {
  const machine = machineOf(context, parseInput(MachineSchema, raw).stateMachineArn);
  return { ...settings(machine), type: machine.resource.type, status: 'ACTIVE', creationDate: toSeconds(machine.createdMs) };
}

/** The machine of a Standard execution, as it is now: earlier definitions are not kept. */
export function describeStateMachineForExecution(context: OperationContext, raw: Record<string, unknown>): unknown {
  const machine = machineOfExecution(context, executionOf(context, parseInput(ExecutionSchema, raw).executionArn));
  return { ...settings(machine), updateDate: toSeconds(machine.createdMs) };
}

function settings({ resource }: Machine): Record<string, unknown> {
  const { level, includeExecutionData, logGroupName } = resource.logging;
  const logGroupArn = `arn:aws:logs:${REGION}:${ACCOUNT_ID}:log-group:${logGroupName ?? ''}:*`;
  return {
    stateMachineArn: resource.arn,
    name: resource.name,
    definition: resource.definition,
    roleArn: resource.roleArn,
    loggingConfiguration: {
      level,
      includeExecutionData,
      ...(logGroupName !== null && { destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }] }),
    },
    tracingConfiguration: { enabled: resource.tracingEnabled },
  };
}
