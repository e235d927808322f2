import type { LogGroupResource } from '../assembly/assembly.ts';
import { createJsonService } from '../aws/json-service.ts';
import type { AwsService } from '../aws/service.ts';
import type { LogStore } from './log-store.ts';
import { createLogGroup } from './operations/create-log-group.ts';
import { createLogStream } from './operations/create-log-stream.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { describeLogStreams } from './operations/describe-log-streams.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { DiskLogStore } from './storage/disk-log-store.ts';

export interface LogsProps {
  groups: readonly LogGroupResource[];
  /** The folder of the logs. */
  dataDir: string;
  onDefect: (operation: string, error: unknown) => void;
  /** Milliseconds since the epoch; the system's, unless a test brings its own. */
  now?: () => number;
}

/** CloudWatch Logs on one machine. */
export interface Logs {
  store: LogStore;
  service: AwsService;
  /** Writes what is waiting. */
  close(): Promise<void>;
}

/**
 * CloudWatch Logs, on disk below a folder: an append-only file per group and hour. The groups' retention is kept at the start and every hour.
 *
 * @example
 * const logs = await createLogs({ groups: assembly.logGroups, dataDir, onDefect });
 * logs.store.put('/invigil/verify-frame', 'stream', [{ timestampMs: Date.now(), message: 'text' }]);
 */
export async function createLogs(props: LogsProps): Promise<Logs> {
  const store = await DiskLogStore.open(props);
  const close = (): Promise<void> => store.close();
  const service = createJsonService({
    signingName: 'logs',
    targetPrefix: 'Logs_20140328',
    jsonVersion: '1.1',
    operations: {
      CreateLogGroup: (input) => createLogGroup(store, input),
      CreateLogStream: (input) => createLogStream(store, input),
      PutLogEvents: (input) => putLogEvents(store, input),
      DescribeLogGroups: (input) => describeLogGroups(store, input),
      DescribeLogStreams: (input) => describeLogStreams(store, input),
      FilterLogEvents: (input) => filterLogEvents(store, input),
      GetLogEvents: (input) => getLogEvents(store, input),
    },
    onDefect: props.onDefect,
    close,
  });
  return { store, service, close };
}
