import { InternalError, InvigilError, ThrottledError, UnavailableError } from '../../../domain/errors.ts';
import { unknownReason } from '../../../domain/observations.ts';
import { OutcomeUnknownError } from '../ports/workflow.ts';

/** What the caller of the API may know of an error: ours as it is, an AWS service's as throttled or unavailable, a defect as internal. */
export function toInvigilError(error: unknown): InvigilError {
  if (error instanceof InvigilError) return error;
  if (!isServiceError(error)) return error instanceof OutcomeUnknownError ? unavailable(error) : new InternalError(error);
  if (unknownReason(error.name) === 'THROTTLED') return new ThrottledError('Too much is asked for at this moment. Please repeat the request.', { cause: error });
  return unavailable(error);
}

function unavailable(cause: Error): UnavailableError {
  return new UnavailableError('A service that is needed is not available. Please repeat the request.', { cause });
}

/** The AWS SDK marks its errors with metadata; failures of the network come with a code or as time-outs. */
function isServiceError(error: unknown): error is Error {
  return error instanceof Error && ('$metadata' in error || error.name === 'TimeoutError' || ('code' in error && typeof error.code === 'string' && /^(E[A-Z]+|UND_ERR\w*)$/.test(error.code)));
}
