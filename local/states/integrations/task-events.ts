import { REGION } from '../../aws/service.ts';
import type { Frame } from '../engine/frame.ts';
import type { StatesError } from '../errors/states-error.ts';
import { NOT_TRUNCATED } from '../history/history-event.ts';
import type { Json } from '../json.ts';
import { serviceResource } from './resource-name.ts';

export interface TaskLimits {
  timeoutSeconds: number | null;
  heartbeatSeconds: number | null;
}

/** Records what happens to a task. */
export interface TaskEvents {
  scheduled(args: Json, limits: TaskLimits): void;
  started(): void;
  /** @param output JSON text */
  succeeded(output: string): void;
  failed(error: StatesError): void;
  timedOut(error: StatesError): void;
}

/** The events of a service integration (`Task…`) or of a function called by its ARN (`LambdaFunction…`). */
export function taskEvents(frame: Frame, resourceArn: string): TaskEvents {
  const service = serviceResource(resourceArn);
  return service ? serviceTaskEvents(frame, service) : lambdaFunctionEvents(frame, resourceArn);
}

function serviceTaskEvents(frame: Frame, service: { resourceType: string; resource: string }): TaskEvents {
  return {
    scheduled: (args, limits) =>
      frame.record('TaskScheduled', {
        ...service,
        region: REGION,
        parameters: JSON.stringify(args),
        ...(limits.timeoutSeconds !== null && { timeoutInSeconds: limits.timeoutSeconds }),
        ...(limits.heartbeatSeconds !== null && { heartbeatInSeconds: limits.heartbeatSeconds }),
      }),
    started: () => frame.record('TaskStarted', service),
    succeeded: (output) => frame.record('TaskSucceeded', { ...service, output, outputDetails: NOT_TRUNCATED }),
    failed: (error) => frame.record('TaskFailed', { ...service, ...errorDetails(error) }),
    timedOut: (error) => frame.record('TaskTimedOut', { ...service, ...errorDetails(error) }),
  };
}

function lambdaFunctionEvents(frame: Frame, resource: string): TaskEvents {
  return {
    scheduled: (args, limits) =>
      frame.record('LambdaFunctionScheduled', {
        resource,
        input: JSON.stringify(args),
        inputDetails: NOT_TRUNCATED,
        ...(limits.timeoutSeconds !== null && { timeoutInSeconds: limits.timeoutSeconds }),
      }),
    started: () => frame.record('LambdaFunctionStarted'),
    succeeded: (output) => frame.record('LambdaFunctionSucceeded', { output, outputDetails: NOT_TRUNCATED }),
    failed: (error) => frame.record('LambdaFunctionFailed', errorDetails(error)),
    timedOut: (error) => frame.record('LambdaFunctionTimedOut', errorDetails(error)),
  };
}

/** The members of an event, or of an execution, that name an error: only what there is. */
export function errorDetails(error: StatesError): { error?: string; cause?: string } {
  return { ...(error.errorName !== null && { error: error.errorName }), ...(error.causeText !== null && { cause: error.causeText }) };
}
