import { StatesError } from '../errors/states-error.ts';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import type { SdkService } from './sdk-services.ts';

/** What a service answered instead of a result. */
export interface ServiceError {
  /** For example `ConditionalCheckFailedException`. */
  code: string;
  message: string;
  statusCode: number;
  requestId: string;
  /** Whether the service's model names it; if not, AWS reports it under a name that stands for all such errors. */
  isModelled: boolean;
}

/** The error as the service sent it; null when no service did: the connection failed, or the SDK refused the input. */
function serviceErrorOf(service: SdkService, error: unknown): ServiceError | null {
  if (!(error instanceof service.baseException)) return null;
  const { $metadata } = error as unknown as { $metadata: { httpStatusCode?: number; requestId?: string } };
  return {
    code: error.name,
    message: error.message,
    statusCode: $metadata.httpStatusCode ?? 0,
    requestId: $metadata.requestId ?? '',
    isModelled: error.constructor !== service.baseException,
  };
}

/**
 * Turns what the SDK threw into the task's error.
 *
 * @param prefix of the error's name, for what no service answered
 * @param describe how the integration reports what a service answered
 */
export function sdkError(service: SdkService, prefix: string, describe: (error: ServiceError) => { name: string; cause: string }, thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown;
  const error = serviceErrorOf(service, thrown);
  if (!error) return new TaskFailedError(`${prefix}.SdkClientException`, thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
  const { name, cause } = describe(error);
  return new TaskFailedError(name, cause, { cause: thrown });
}
