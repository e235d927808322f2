import { z } from 'zod';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';
import type { Machine } from '../machines/machine.ts';
import type { OperationContext } from './operation-context.ts';
import { executionOf, machineOf, machineOfExecution, toSeconds } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const MachineSchema = z.object({ stateMachineArn: z.string() });
const ExecutionSchema = z.object({ executionArn: z.string() });

export function describeStateMachine(context: OperationContext, raw: Record<string, unknown>): unknown {
  const machine = machineOf(context, parseInput(MachineSchema, raw).stateMachineArn);
  const { resource, status, createdMs } = machine;
  return { ...settings(machine), type: resource.type, status, creationDate: toSeconds(createdMs) };
}

/** The machine of a Standard execution: as the execution began with it while that is under way, else as it is now. */
export function describeStateMachineForExecution(context: OperationContext, raw: Record<string, unknown>): unknown {
  const execution = executionOf(context, parseInput(ExecutionSchema, raw).executionArn);
  const machine = context.standard.underWay(execution.arn)?.machine ?? machineOfExecution(context, execution);
  return { ...settings(machine), updateDate: toSeconds(machine.updatedMs) };
}

function settings({ resource, revisionId }: Machine): Record<string, unknown> {
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
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    ...(revisionId !== null && { revisionId }),
  };
}
