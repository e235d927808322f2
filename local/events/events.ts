import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { RuleResource } from '../assembly/assembly.ts';
import { REGION } from '../aws/service.ts';
import type { LambdaInvoker } from '../lambda/lambda-invoker.ts';
import { systemClock, type Clock } from '../states/clock.ts';
import { AppendLog } from '../states/executions/append-log.ts';
import { Announcements } from './announcements.ts';
import type { CreatedObject } from './aws-event.ts';
import { deliver } from './deliver.ts';
import { runSchedules } from './schedules.ts';

export interface EventsProps {
  rules: readonly RuleResource[];
  lambda: LambdaInvoker;
  /** Where S3 and Step Functions are; both must be served when events are created. */
  endpointUrl: string;
  /** The folder of what ran and what was told. */
  dataDir: string;
  /** Told of deliveries that failed for good and of defects of ours; never of an event's data. */
  onDefect: (operation: string, error: unknown) => void;
  /** The system's, unless a test brings its own. */
  clock?: Clock;
}

/** The part of EventBridge that one machine needs: schedules, and objects that appear in buckets. */
export interface Events {
  /** For S3 to call once an object is durably in its bucket. */
  objectCreated(object: CreatedObject): void;
  /** Deliveries under way are cut; what was not delivered is announced at the next start. */
  close(): Promise<void>;
}

/**
 * @example
 * const events = await createEvents({ rules: assembly.rules, lambda, endpointUrl: endpoint.url, dataDir: join(dataDir, 'events'), onDefect });
 */
export async function createEvents(props: EventsProps): Promise<Events> {
  const { rules, lambda, endpointUrl, dataDir, onDefect, clock = systemClock } = props;
  await mkdir(dataDir, { recursive: true });
  const configuration = { endpoint: endpointUrl, region: REGION, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const s3 = new S3Client({ ...configuration, forcePathStyle: true });
  const stepFunctions = new SFNClient(configuration);
  const closing = new AbortController();
  const underWay = new Set<Promise<void>>();
  const delivery = { lambda, stepFunctions, clock, onDefect };

  const announcements = new Announcements({
    rules,
    s3,
    log: new AppendLog(join(dataDir, 'announcements.jsonl'), true),
    clock,
    deliver: (rule, target, event) => deliver(delivery, rule, target, event, closing.signal),
  });
  const follow = (operation: string, work: Promise<void>): void => {
    const followed = work.catch((error: unknown) => {
      if (!closing.signal.aborted) onDefect(operation, error);
    }).finally(() => underWay.delete(followed));
    underWay.add(followed);
  };

  const recovered = announcements.recover();
  follow('events: announce again', recovered);
  follow('events: schedules', runSchedules({
    rules: rules.filter(({ trigger }) => trigger.type === 'schedule'),
    log: new AppendLog(join(dataDir, 'schedules.jsonl'), true),
    clock,
    run: async (rule, event) => {
      await Promise.all(rule.targets.map((target) => deliver(delivery, rule, target, event, closing.signal)));
    },
  }, closing.signal));

  return {
    objectCreated: (object) => {
      if (closing.signal.aborted) return;
      follow('events: announce', announcements.announce(object));
    },
    close: async () => {
      closing.abort();
      await Promise.all(underWay);
      s3.destroy();
      stepFunctions.destroy();
    },
  };
}
