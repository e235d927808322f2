import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RuleResource } from '../../../local/assembly/assembly.ts';
import type { AwsEvent } from '../../../local/events/aws-event.ts';
import { createEvents, type Events } from '../../../local/events/events.ts';
import type { LambdaInvoker } from '../../../local/lambda/lambda-invoker.ts';
import { systemClock } from '../../../local/states/clock.ts';
import { createDataFolder } from '../../helpers/data-folder.ts';
import { startLocalAws, type LocalAws } from '../../helpers/local-aws.ts';
import { FakeClock } from '../../helpers/states/fake-clock.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const TOLD_TIMEOUT_MS = 20_000;
const rule: RuleResource = {
  name: 'uploads',
  arn: 'arn:aws:events:us-east-1:000000000000:rule/uploads',
  trigger: { type: 'object-created', buckets: ['frames'], keys: [{ prefix: 'imports/' }, { suffix: '.csv' }] },
  targets: [{ id: 'Target0', kind: 'function', arn: 'arn:aws:lambda:us-east-1:000000000000:function:take', input: { type: 'event' } }],
};

/** A function that keeps what it is told, and can be told to fail. */
class Listener implements LambdaInvoker {
  readonly events: AwsEvent[] = [];
  failures = 0;
  calls = 0;

  get keys(): string[] {
    return this.events.map(({ detail }) => (detail.object as { key: string }).key).sort();
  }

  invoke(_functionName: string, payload: string): ReturnType<LambdaInvoker['invoke']> {
    this.calls += 1;
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.resolve({ payload: '{"errorType":"TypeError","errorMessage":"a name"}', functionError: 'Unhandled', requestId: '1' });
    }
    this.events.push(JSON.parse(payload) as AwsEvent);
    return Promise.resolve({ payload: 'null', functionError: null, requestId: '1' });
  }
}

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let aws: LocalAws;
let s3: S3Client;
let events: Events | null;
let defects: string[];

beforeEach(async () => {
  folder = await createDataFolder();
  events = null;
  defects = [];
  aws = await startLocalAws(folder.path, { onObjectCreated: (object) => { events?.objectCreated(object); } });
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
});
afterEach(async () => {
  await events?.close();
  s3.destroy();
  await aws[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const put = (key: string, body = 'x'): Promise<unknown> => s3.send(new PutObjectCommand({ Bucket: 'frames', Key: key, Body: body }));
const listen = async (listener: Listener, clock = systemClock): Promise<void> => {
  await events?.close();
  events = await createEvents({ rules: [rule], lambda: listener, endpointUrl: aws.url, dataDir: join(folder.path, 'events'), clock, onDefect: (operation, error) => { defects.push(`${operation}: ${String(error)}`); } });
};

describe('an object that appears', () => {
  it('is told to the targets of the rules that it matches', async () => {
    const listener = new Listener();
    await listen(listener);
    for (const key of ['imports/1.zip', 'elsewhere/2.zip', 'elsewhere/3.csv']) await put(key);
    await waitUntil(() => listener.events.length >= 2, TOLD_TIMEOUT_MS);
    expect(listener.keys).toEqual(['elsewhere/3.csv', 'imports/1.zip']);
    expect(listener.events.find(({ detail }) => JSON.stringify(detail).includes('1.zip'))?.detail).toMatchObject({ bucket: { name: 'frames' }, object: { size: 1, etag: '9dd4e461268c8034f5c8564e155c67a6' }, reason: 'PutObject' });
  });

  it('is told again when the same is put there again', async () => {
    const listener = new Listener();
    await listen(listener);
    await put('imports/1.zip');
    await waitUntil(() => listener.events.length === 1, TOLD_TIMEOUT_MS);
    await put('imports/1.zip');
    await waitUntil(() => listener.events.length === 2, TOLD_TIMEOUT_MS);
    expect(listener.keys).toEqual(['imports/1.zip', 'imports/1.zip']);
  });

  it('is told after a restart when nobody was told before, and not again when somebody was', async () => {
    const first = new Listener();
    await listen(first);
    await put('imports/told.zip');
    await waitUntil(() => first.events.length === 1, TOLD_TIMEOUT_MS);
    await events?.close();
    events = null;
    await put('imports/untold.zip');
    await put('imports/deleted.zip');
    await s3.send(new DeleteObjectCommand({ Bucket: 'frames', Key: 'imports/deleted.zip' }));

    const second = new Listener();
    await listen(second);
    await waitUntil(() => second.events.length === 1, TOLD_TIMEOUT_MS);
    expect(second.keys).toEqual(['imports/untold.zip']);
    const third = new Listener();
    await listen(third);
    await put('imports/new.zip');
    await waitUntil(() => third.events.length === 1, TOLD_TIMEOUT_MS);
    expect(third.keys).toEqual(['imports/new.zip']);
  });

  it('is told again, twice, to a function that fails', async () => {
    const clock = new FakeClock();
    const listener = new Listener();
    listener.failures = 2;
    await listen(listener, clock);
    await put('imports/1.zip');
    await clock.drive(waitUntil(() => listener.events.length === 1, TOLD_TIMEOUT_MS));
    expect([listener.calls, defects]).toEqual([3, []]);
  });

  it('is a defect without its data once a function has failed three times, and told at the next start', async () => {
    const clock = new FakeClock();
    const listener = new Listener();
    listener.failures = 3;
    await listen(listener, clock);
    await put('imports/1.zip');
    await clock.drive(waitUntil(() => defects.length === 1, TOLD_TIMEOUT_MS));
    expect(defects).toEqual(['events: uploads did not reach arn:aws:lambda:us-east-1:000000000000:function:take: TargetFailedError: The function failed with TypeError.']);
    await listen(listener);
    await waitUntil(() => listener.events.length === 1, TOLD_TIMEOUT_MS);
    expect(listener.keys).toEqual(['imports/1.zip']);
  });
});
