import { createCredentials } from '../../local/aws/credentials.ts';
import type { Credentials } from '../../local/aws/credentials.ts';
import { createAwsEndpoint } from '../../local/aws/endpoint.ts';
import type { BucketResource, TableResource } from '../../local/assembly/assembly.ts';
import type { AwsEndpointProps } from '../../local/aws/endpoint.ts';
import { createDynamoDb } from '../../local/dynamodb/dynamodb.ts';
import { createS3 } from '../../local/s3/s3.ts';
import type { S3Props, S3Service } from '../../local/s3/s3.ts';

/** A table as the product's are: a range key, a global index, and properties that mean nothing on one machine. */
export const VERDICTS: TableResource = {
  name: 'Verdicts',
  arn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Verdicts',
  timeToLiveAttribute: 'expiresAt',
  properties: {
    AttributeDefinitions: [
      { AttributeName: 'sessionId', AttributeType: 'S' },
      { AttributeName: 'sequence', AttributeType: 'N' },
      { AttributeName: 'verdictId', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'sessionId', KeyType: 'HASH' }, { AttributeName: 'sequence', KeyType: 'RANGE' }],
    GlobalSecondaryIndexes: [{ IndexName: 'byVerdictId', KeySchema: [{ AttributeName: 'verdictId', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } }],
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true },
    Tags: [{ Key: 'part', Value: 'audit' }],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  },
};

export const FRAMES: BucketResource = { name: 'frames', arn: 'arn:aws:s3:::frames', corsRules: [], expirations: [] };

export interface LocalAws extends AsyncDisposable {
  readonly url: string;
  readonly s3: S3Service;
  /** Those that S3 knows, as it knows the functions'. */
  readonly credentials: Credentials;
  /** What the parts reported as defects of ours, as `operation: error`. */
  readonly defects: string[];
  /** For the SDK's clients: credentials that nobody knows and nothing else but the endpoint. */
  readonly client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string }; maxAttempts: number };
}

/** DynamoDB and S3 on a data folder behind a real endpoint. */
export async function startLocalAws(dataDir: string, options: Partial<Pick<AwsEndpointProps, 'faults' | 'allowAnyHost' | 'random'>> & Pick<S3Props, 'onObjectCreated'> & { tables?: TableResource[]; buckets?: BucketResource[] } = {}): Promise<LocalAws> {
  const { tables = [VERDICTS], buckets = [FRAMES], onObjectCreated = () => undefined, ...endpointOptions } = options;
  const defects: string[] = [];
  const onDefect = (operation: string, error: unknown): void => {
    defects.push(`${operation}: ${String(error)}`);
  };
  const dynamoDb = await createDynamoDb({ dataDir, tables, onDefect });
  const credentials = createCredentials();
  const s3 = await createS3({ dataDir, buckets, credentials, onObjectCreated, onDefect });
  const endpoint = await createAwsEndpoint({ services: [dynamoDb, s3], faults: false, host: '127.0.0.1', port: 0, onDefect, ...endpointOptions });
  return {
    url: endpoint.url,
    s3,
    credentials,
    defects,
    client: { endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'anybody', secretAccessKey: 'anything' }, maxAttempts: 1 },
    [Symbol.asyncDispose]: async () => {
      await endpoint.close();
      await s3.close();
      await dynamoDb.close();
    },
  };
}
