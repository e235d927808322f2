import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { BucketResource, TableResource } from '../assembly/assembly.ts';
import { REGION } from '../aws/service.ts';
import { expirationRules } from '../s3/lifecycle-rules.ts';
import { systemClock, type Clock } from '../states/clock.ts';
import type { States } from '../states/states.ts';
import { expireItems } from './expire-items.ts';
import { expireObjects } from './expire-objects.ts';

const HOUR_MS = 3_600_000;
/** After each page: what a request costs the machine is little beside it. */
const PAUSE_MS = 50;

export interface RetentionProps {
  tables: readonly TableResource[];
  buckets: readonly BucketResource[];
  /** Of DynamoDB and S3. */
  endpointUrl: string;
  states: Pick<States, 'forgetExpired'>;
  onDefect: (operation: string, error: unknown) => void;
  /** The system's, unless a test brings its own. */
  clock?: Clock;
}

export interface Retention {
  /** Ends at the next page of what it is reading. */
  close(): Promise<void>;
}

/**
 * Does on one machine, at the start and then every hour, what AWS does by itself: items whose time to live is over, objects that a lifecycle rule lets go
 * of and Standard executions of 90 days ago are deleted. Logs keep their groups' retention themselves. What fails is tried again an hour later.
 */
export function startRetention({ tables, buckets, endpointUrl, states, onDefect, clock = systemClock }: RetentionProps): Retention {
  const closing = new AbortController();
  const clientConfig = { endpoint: endpointUrl, region: REGION, credentials: { accessKeyId: 'retention', secretAccessKey: 'local' } };
  const dynamoDb = new DynamoDBClient(clientConfig);
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
  const pause = (): Promise<void> => clock.sleep(PAUSE_MS, closing.signal);

  const attempt = async (what: string, expire: () => Promise<unknown>): Promise<void> => {
    try {
      await expire();
    } catch (error) {
      if (closing.signal.aborted) throw error;
      onDefect(`retention of ${what}`, error);
    }
  };

  const sweep = async (): Promise<void> => {
    const nowMs = clock.now();
    for (const table of tables) await attempt(table.name, () => expireItems(dynamoDb, table, nowMs, pause));
    for (const rule of expirationRules(buckets)) await attempt(rule.bucket, () => expireObjects(s3, rule, nowMs, pause));
    await attempt('executions', () => states.forgetExpired());
  };

  const run = async (): Promise<void> => {
    for (;;) {
      await sweep();
      await clock.sleep(HOUR_MS, closing.signal);
    }
  };
  const ended = run().catch((error: unknown) => {
    if (!closing.signal.aborted) onDefect('retention', error);
  });

  return {
    close: async () => {
      closing.abort();
      await ended;
      dynamoDb.destroy();
      s3.destroy();
    },
  };
}
