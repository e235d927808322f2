import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { HAS_OWN_ENDPOINT } from './environment.ts';

/** Within the four seconds that verify-frame gives an analysis; it, not the SDK, repeats what failed, where an auditor sees it. */
const ANALYSIS_TIMEOUT_MS = 3_500;

/** Within the fifteen seconds that register-face gives a step. */
const REGISTRATION_TIMEOUT_MS = 12_000;

/** Longer than verify-frame's own 20 s, shorter than the function's 26 s. */
const SYNC_EXECUTION_TIMEOUT_MS = 23_000;

export function createAnalysisClient(): RekognitionClient {
  return new RekognitionClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 1_000, requestTimeout: ANALYSIS_TIMEOUT_MS, throwOnRequestTimeout: true } });
}

export function createRegistrationClient(): RekognitionClient {
  return new RekognitionClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 1_000, requestTimeout: REGISTRATION_TIMEOUT_MS, throwOnRequestTimeout: true } });
}

/** For lists and removals, where no state machine repeats what was throttled. */
export function createCollectionClient(): RekognitionClient {
  return new RekognitionClient({ maxAttempts: 5, requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true } });
}

/** For StartSyncExecution: a lost reply must not start a second execution, so repeating is the caller's decision. */
export function createSyncExecutionClient(): SFNClient {
  return new SFNClient({
    maxAttempts: 1,
    // On one machine the endpoint is a bare address, which takes no prefix; on AWS the prefixed name is where it is served.
    disableHostPrefix: HAS_OWN_ENDPOINT,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: SYNC_EXECUTION_TIMEOUT_MS, throwOnRequestTimeout: true },
  });
}

/** For all else of Step Functions, which may be repeated: StartExecution of one name and input is the same execution. */
export function createSfnClient(): SFNClient {
  return new SFNClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } });
}

export function createDocumentClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true } });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

export function createS3Client(): S3Client {
  // Path style on one machine only: a bucket's name is no host there.
  return new S3Client({ maxAttempts: 2, forcePathStyle: HAS_OWN_ENDPOINT, requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } });
}

/** To sign addresses for others: of what they will send, no checksum is known. */
export function createPresigningClient(): S3Client {
  return new S3Client({ forcePathStyle: HAS_OWN_ENDPOINT, requestChecksumCalculation: 'WHEN_REQUIRED' });
}

/** For the ranges of an archive, a megabyte each. */
export function createArchiveClient(): S3Client {
  return new S3Client({ maxAttempts: 3, forcePathStyle: HAS_OWN_ENDPOINT, requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true } });
}

/** Five requests a second are all that CloudWatch lets an account's readers make. */
export function createLogsClient(): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ maxAttempts: 8, retryMode: 'adaptive', requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true } });
}

/** For signatures: one may be asked for twice, they are equally good. */
export function createKmsClient(): KMSClient {
  return new KMSClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } });
}

/** For asynchronous invocations, which are answered at once: one that is repeated may be made twice. */
export function createLambdaClient(): LambdaClient {
  return new LambdaClient({ maxAttempts: 2, requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true } });
}

/** For the parts of a large object, some megabytes each. */
export function createUploadClient(): S3Client {
  return new S3Client({ maxAttempts: 3, forcePathStyle: HAS_OWN_ENDPOINT, requestHandler: { connectionTimeout: 1_000, requestTimeout: 60_000, throwOnRequestTimeout: true } });
}
