import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { HAS_OWN_ENDPOINT } from './environment.ts';

/** Within the four seconds that the state machine gives an analysis; it, not the SDK, repeats what failed, where an auditor sees it. */
const REKOGNITION_TIMEOUT_MS = 3_500;

/** Longer than verify-frame's own 20 s, shorter than the function's 26 s. */
const SYNC_EXECUTION_TIMEOUT_MS = 23_000;

export function createRekognitionClient(): RekognitionClient {
  return new RekognitionClient({ maxAttempts: 1, requestHandler: { connectionTimeout: 1_000, requestTimeout: REKOGNITION_TIMEOUT_MS, throwOnRequestTimeout: true } });
}

/** A lost reply must not start a second execution: repeating is the caller's decision. */
export function createSfnClient(): SFNClient {
  return new SFNClient({
    maxAttempts: 1,
    // On one machine the endpoint is a bare address, which takes no prefix; on AWS the prefixed name is only an alias.
    disableHostPrefix: HAS_OWN_ENDPOINT,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: SYNC_EXECUTION_TIMEOUT_MS, throwOnRequestTimeout: true },
  });
}

export function createDocumentClient(): DynamoDBDocumentClient {
  const client = new DynamoDBClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true } });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

export function createS3Client(): S3Client {
  // Path style on one machine only: a bucket's name is no host there.
  return new S3Client({ maxAttempts: 3, forcePathStyle: HAS_OWN_ENDPOINT, requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true } });
}

export function createLogsClient(): CloudWatchLogsClient {
  return new CloudWatchLogsClient({ maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout: 10_000, throwOnRequestTimeout: true } });
}
