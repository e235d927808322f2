import { AwsError } from './aws-error.ts';

const THROTTLED: Readonly<Record<string, () => AwsError>> = {
  dynamodb: () => new AwsError('com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException', 'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.'),
  rekognition: () => new AwsError('ProvisionedThroughputExceededException', 'Provisioned rate exceeded'),
  s3: () => new AwsError('SlowDown', 'Please reduce your request rate.', { statusCode: 503 }),
};

const FAILED: Readonly<Record<string, () => AwsError>> = {
  dynamodb: () => new AwsError('com.amazonaws.dynamodb.v20120810#InternalServerError', 'The request processing has failed because of an unknown error, exception or failure.', { statusCode: 500 }),
  rekognition: () => new AwsError('InternalServerError', 'Internal server error.', { statusCode: 500 }),
  s3: () => new AwsError('InternalError', 'We encountered an internal error. Please try again.', { statusCode: 500 }),
};

/** The error with which the service answers when it throttles. */
export function throttlingError(signingName: string): AwsError {
  return THROTTLED[signingName]?.() ?? new AwsError('ThrottlingException', 'Rate exceeded');
}

/** The error with which the service answers when it fails by itself. */
export function internalError(signingName: string): AwsError {
  return FAILED[signingName]?.() ?? new AwsError('InternalFailure', 'The request processing has failed because of an unknown error, exception or failure.', { statusCode: 500 });
}
