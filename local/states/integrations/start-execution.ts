import { randomUUID } from 'node:crypto';
import { AwsError } from '../../aws/aws-error.ts';
import type { ExecutionEnd } from '../engine/execution-end.ts';
import { untilAborted } from '../engine/until-aborted.ts';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Integration } from './integration.ts';
import type { NestedExecution, NestedExecutions } from './nested-executions.ts';
import type { ServiceResource } from './resource-name.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { taskArguments } from './task-arguments.ts';

const REQUIRED = ['StateMachineArn'];

/**
 * `arn:aws:states:::states:startExecution`, alone or with `.sync` or `.sync:2`: these wait for the execution's end, and differ in whether its
 * output is text or parsed. Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export function startExecution(executions: () => NestedExecutions, pattern: ServiceResource['pattern']): Integration {
  const running = new Map<string, NestedExecution>();

  const call = async (args: Json, signal: AbortSignal): Promise<Json> => {
    const { StateMachineArn, Name, Input } = taskArguments(args, REQUIRED);
    try {
      const execution = await executions().start({
        stateMachineArn: typeof StateMachineArn === 'string' ? StateMachineArn : JSON.stringify(StateMachineArn),
        ...(typeof Name === 'string' && { name: Name }),
        ...(Input !== undefined && { input: typeof Input === 'string' ? Input : JSON.stringify(Input) }),
      });
      if (pattern.startsWith('.sync') && !signal.aborted) running.set(execution.arn, execution);
      else if (pattern.startsWith('.sync')) execution.stop();
      const requestId = randomUUID();
      return { ExecutionArn: execution.arn, StartDate: execution.startMs, ...sdkMetadata({ 'x-amzn-RequestId': requestId, 'Content-Type': 'application/x-amz-json-1.0' }, 200, requestId) };
    } catch (error) {
      throw error instanceof AwsError ? refusal(error) : error;
    }
  };

  const complete = async (answer: Json, signal: AbortSignal): Promise<Json> => {
    const { ExecutionArn: arn } = answer as { ExecutionArn: string };
    const execution = running.get(arn);
    if (!execution) throw new Error(`${arn} was not started here.`);
    running.delete(arn);
    const stop = (): void => {
      execution.stop();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const end = await untilAborted(execution.ended, signal);
      const description = describe(execution, end, pattern === '.sync:2');
      if (end.status === 'SUCCEEDED') return description;
      throw new TaskFailedError('States.TaskFailed', JSON.stringify(description));
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };

  return {
    check: (args) => {
      taskArguments(args, REQUIRED);
    },
    call,
    ...(pattern.startsWith('.sync') && { complete }),
  };
}

/** The answer of DescribeExecution as the integration gives it. */
function describe(execution: NestedExecution, end: ExecutionEnd, isParsed: boolean): JsonObject {
  const parse = (text: string): Json => (isParsed ? (JSON.parse(text) as Json) : text);
  return {
    ExecutionArn: execution.arn,
    Input: parse(execution.input),
    InputDetails: { Included: true },
    Name: execution.name,
    ...(end.output !== undefined && { Output: parse(end.output), OutputDetails: { Included: true } }),
    ...(end.error !== undefined && { Error: end.error }),
    ...(end.cause !== undefined && { Cause: end.cause }),
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: `Execution is ${end.status} and cannot be redriven`,
    StartDate: execution.startMs,
    StateMachineArn: execution.machineArn,
    Status: end.status,
    StopDate: end.stopMs,
  };
}

function refusal(error: AwsError): TaskFailedError {
  const name = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`;
  return new TaskFailedError(
    `StepFunctions.${name}`,
    `${error.message} (Service: AWSStepFunctions; Status Code: ${error.statusCode}; Error Code: ${error.code}; Request ID: ${randomUUID()}; Proxy: null)`,
    { cause: error },
  );
}
