import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { KeyMatcher, RuleResource, RuleTarget } from '../assembly/assembly.ts';
import type { Clock } from '../states/clock.ts';
import type { AppendLog } from '../states/executions/append-log.ts';
import { objectCreatedEvent, type AwsEvent, type CreatedObject } from './aws-event.ts';

/** A target has been told of an object. */
export interface AnnouncementRecord {
  rule: string;
  target: string;
  bucket: string;
  key: string;
  etag: string;
  timeMs: number;
}

export interface AnnouncementsProps {
  rules: readonly RuleResource[];
  s3: S3Client;
  log: AppendLog<AnnouncementRecord>;
  clock: Clock;
  /** Answers whether the target has it. */
  deliver: (rule: RuleResource, target: RuleTarget, event: AwsEvent) => Promise<boolean>;
}

/**
 * Tells the targets of rules of the objects that appear. At least once, whatever is killed: the buckets themselves say what there is to tell, and what was
 * told is on record. So at every start whatever lies in a bucket and was told to nobody is announced again; what was deleted meanwhile is not.
 */
export class Announcements {
  readonly #props: AnnouncementsProps;
  readonly #opened = Promise.withResolvers<undefined>();

  constructor(props: AnnouncementsProps) {
    this.#props = props;
  }

  async announce(object: CreatedObject, timeMs = this.#props.clock.now()): Promise<void> {
    await this.#opened.promise;
    const event = objectCreatedEvent(object, timeMs);
    await Promise.all(this.#interestedIn(object).map(({ rule, target }) => this.#tell(rule, target, object, event)));
  }

  /** Announces what the last process did not, and forgets about objects that are gone. What appears meanwhile waits until it is known what was told. */
  async recover(): Promise<void> {
    const untold = await this.#open().finally(() => { this.#opened.resolve(undefined); });
    for (const tell of untold) await tell();
  }

  async #open(): Promise<(() => Promise<void>)[]> {
    const { rules, s3, log } = this.#props;
    const told = new Map((await log.recover()).map((record) => [identity(record.rule, record.target, record), record]));
    const current: AnnouncementRecord[] = [];
    const untold: (() => Promise<void>)[] = [];
    for (const bucket of new Set(rules.flatMap(({ trigger }) => (trigger.type === 'object-created' ? trigger.buckets : [])))) {
      for await (const { Contents: contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
        for (const { Key: key = '', ETag: quotedEtag = '', Size: sizeBytes = 0, LastModified: modifiedAt = new Date(0) } of contents) {
          const object: CreatedObject = { bucket, key, sizeBytes, etag: quotedEtag.replaceAll('"', ''), reason: 'PutObject' };
          for (const { rule, target } of this.#interestedIn(object)) {
            const record = told.get(identity(rule.name, target.id, object));
            // The same content may have been put there again since.
            if (record && record.timeMs >= modifiedAt.getTime()) current.push(record);
            else untold.push(() => this.#tell(rule, target, object, objectCreatedEvent(object, modifiedAt.getTime())));
          }
        }
      }
    }
    await log.replace(current);
    return untold;
  }

  async #tell(rule: RuleResource, target: RuleTarget, { bucket, key, etag }: CreatedObject, event: AwsEvent): Promise<void> {
    const { deliver, log, clock } = this.#props;
    if (await deliver(rule, target, event)) await log.append({ rule: rule.name, target: target.id, bucket, key, etag, timeMs: clock.now() });
  }

  #interestedIn({ bucket, key }: CreatedObject): { rule: RuleResource; target: RuleTarget }[] {
    const rules = this.#props.rules.filter(({ trigger }) => trigger.type === 'object-created' && trigger.buckets.includes(bucket) && (trigger.keys?.some((matcher) => matches(matcher, key)) ?? true));
    return rules.flatMap((rule) => rule.targets.map((target) => ({ rule, target })));
  }
}

function matches(matcher: KeyMatcher, key: string): boolean {
  if ('equals' in matcher) return key === matcher.equals;
  return 'prefix' in matcher ? key.startsWith(matcher.prefix) : key.endsWith(matcher.suffix);
}

function identity(rule: string, target: string, { bucket, key, etag }: Pick<CreatedObject, 'bucket' | 'key' | 'etag'>): string {
  return JSON.stringify([rule, target, bucket, key, etag]);
}
