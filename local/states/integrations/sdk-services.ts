import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as lambda from '@aws-sdk/client-lambda';
import * as rekognition from '@aws-sdk/client-rekognition';
import * as s3 from '@aws-sdk/client-s3';
import * as sfn from '@aws-sdk/client-sfn';
import { REGION } from '../../aws/service.ts';

/** A client of the SDK as the integrations use it. */
export interface SdkClient {
  send(command: unknown, options: { abortSignal: AbortSignal }): Promise<Record<string, unknown>>;
  destroy(): void;
  middlewareStack: dynamodb.DynamoDBClient['middlewareStack'];
}

/** A service of the SDK that state machines may call. */
export interface SdkService {
  /** What its errors begin with, by the name of the service in AWS's Java SDK: `DynamoDb`. */
  errorPrefix: string;
  /** The constructor of errors that the service's model does not name. */
  baseException: abstract new (...args: never[]) => Error;
  module: Readonly<Record<string, unknown>>;
  /** How the service's model writes members; state machines begin them with a capital letter everywhere. */
  memberCase: 'camel' | 'pascal';
  createClient: (endpointUrl: string) => SdkClient;
}

/** Anything is accepted on one machine; a call is tried once, for retrying is the machine's. */
const configuration = (endpoint: string) => ({
  endpoint,
  region: REGION,
  credentials: { accessKeyId: 'invigil-states', secretAccessKey: 'local' },
  maxAttempts: 1,
  // A call that waits for a connection is no news: its task's time-out counts. The SDK would write about it to the console.
  requestHandler: { httpAgent: { keepAlive: true, maxSockets: 200 }, socketAcquisitionWarningTimeout: 3_600_000 },
});

/** The services of the endpoint, by the name in `arn:aws:states:::aws-sdk:<name>:<action>`. */
export const SDK_SERVICES: Readonly<Record<string, SdkService>> = {
  cloudwatchlogs: {
    errorPrefix: 'CloudWatchLogs',
    baseException: logs.CloudWatchLogsServiceException,
    module: logs,
    memberCase: 'camel',
    createClient: (endpointUrl) => new logs.CloudWatchLogsClient(configuration(endpointUrl)),
  },
  dynamodb: {
    errorPrefix: 'DynamoDb',
    baseException: dynamodb.DynamoDBServiceException,
    module: dynamodb,
    memberCase: 'pascal',
    createClient: (endpointUrl) => new dynamodb.DynamoDBClient(configuration(endpointUrl)),
  },
  lambda: {
    errorPrefix: 'Lambda',
    baseException: lambda.LambdaServiceException,
    module: lambda,
    memberCase: 'pascal',
    createClient: (endpointUrl) => new lambda.LambdaClient(configuration(endpointUrl)),
  },
  rekognition: {
    errorPrefix: 'Rekognition',
    baseException: rekognition.RekognitionServiceException,
    module: rekognition,
    memberCase: 'pascal',
    createClient: (endpointUrl) => new rekognition.RekognitionClient(configuration(endpointUrl)) as unknown as SdkClient,
  },
  s3: {
    errorPrefix: 'S3',
    baseException: s3.S3ServiceException,
    module: s3,
    memberCase: 'pascal',
    createClient: (endpointUrl) => new s3.S3Client({ ...configuration(endpointUrl), forcePathStyle: true }) as unknown as SdkClient,
  },
  sfn: {
    errorPrefix: 'Sfn',
    baseException: sfn.SFNServiceException,
    module: sfn,
    memberCase: 'camel',
    createClient: (endpointUrl) => new sfn.SFNClient({ ...configuration(endpointUrl), disableHostPrefix: true }) as unknown as SdkClient,
  },
};
