import { AwsError } from '../aws/aws-error.ts';

/** A request that no constraint of the model refuses and that cannot be answered for all that. As on AWS, its text does not say why. */
export function invalidParameters(cause?: unknown): AwsError {
  return new AwsError('InvalidParameterException', 'Request has invalid parameters', { cause });
}
