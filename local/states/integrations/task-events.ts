import { REGION } from '../../aws/service.ts';
import type { Frame } from '../engine/frame.ts';
import type { StatesError } from '../errors/states-error.ts';
import { NOT_TRUNCATED } from '../history/history-event.ts';
import { parseResource } from './resource-name.ts';

export interface TaskLimits {
  timeoutSeconds: number | null;
  heartbeatSeconds: number | null;
}

/** Records what happens to a task. */
export interface TaskEvents {
  /**
   * @param args JSON text
   * @param roleArn of the task's Credentials
   */
  scheduled(args: string, limits: TaskLimits, roleArn: string | null): void;
  started(): void;
  /** The call has answered, and the task goes on. @param output JSON text */
  submitted(output: string): void;
  /** @param output JSON text */
  succeeded(output: string): void;
  failed(error: StatesError): void;
  timedOut(error: StatesError): void;
}

/** The events of a service integration (`Task…`) or of a function called by its ARN (`LambdaFunction…`). */
export function taskEvents(frame: Frame, resourceArn: string): TaskEvents {
  const service = parseResource(resourceArn);
  return service ? serviceTaskEvents(frame, { resourceType: service.resourceType, resource: service.resource }) : lambdaFunctionEvents(frame, resourceArn);
}

function serviceTaskEvents(frame: Frame, service: { resourceType: string; resource: string }): TaskEvents {
  return {
    scheduled: (args, limits, roleArn) =>
      frame.record('TaskScheduled', {
        ...service,
        region: REGION,
        parameters: args,
        ...(limits.timeoutSeconds !== null && { timeoutInSeconds: limits.timeoutSeconds }),
        ...(limits.heartbeatSeconds !== null && { heartbeatInSeconds: limits.heartbeatSeconds }),
        ...(roleArn !== null && { taskCredentials: { roleArn } }),
      }),
    started: () => frame.record('TaskStarted', service),
    submitted: (output) => frame.record('TaskSubmitted', { ...service, output, outputDetails: NOT_TRUNCATED }),
    succeeded: (output) => frame.record('TaskSucceeded', { ...service, output, outputDetails: NOT_TRUNCATED }),
    failed: (error) => frame.record('TaskFailed', { ...service, ...errorDetails(error) }),
    timedOut: (error) => frame.record('TaskTimedOut', { ...service, ...errorDetails(error) }),
  };
}

function lambdaFunctionEvents(frame: Frame, resource: string): TaskEvents {
  return {
    scheduled: (args, limits, roleArn) =>
      frame.record('LambdaFunctionScheduled', {
        resource,
        input: args,
        inputDetails: NOT_TRUNCATED,
        ...(limits.timeoutSeconds !== null && { timeoutInSeconds: limits.timeoutSeconds }),
        ...(roleArn !== null && { taskCredentials: { roleArn } }),
      }),
    started: () => frame.record('LambdaFunctionStarted'),
    // A function called by its ARN ends with its answer.
    submitted: () => undefined,
    succeeded: (output) => frame.record('LambdaFunctionSucceeded', { output, outputDetails: NOT_TRUNCATED }),
    failed: (error) => frame.record('LambdaFunctionFailed', errorDetails(error)),
    timedOut: (error) => frame.record('LambdaFunctionTimedOut', errorDetails(error)),
  };
}

/** The members of an event, or of an execution, that name an error: only what there is. */
export function errorDetails(error: StatesError): { error?: string; cause?: string } {
  return { ...(error.errorName !== null && { error: error.errorName }), ...(error.causeText !== null && { cause: error.causeText }) };
}
