import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { findBrokenLink } from '../../domain/chain.ts';
import type { SampleTest } from '../../domain/sample-tests.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { fromVerdictItem } from '../../functions/shared/verdict-item.ts';
import type { Instance } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';

let invigil: Instance;
let registered: string;
let elsewhere: string;

useInstance((started) => { invigil = started; });

beforeAll(async () => {
  registered = (await scene('personA')).toString('base64');
  elsewhere = (await scene('personAElsewhere')).toString('base64');
  expect((await invigil.call('/faces/index', { as: 'admin', body: { image: registered, fullName: 'Ada Lovelace' } })).status).toBe(200);
});

afterEach(async () => {
  await invigil.inject();
});

async function verdict(headers: Record<string, string> = {}) {
  return invigil.call('/verdicts', { body: { image: elsewhere }, headers });
}

async function recordedVerdicts(): Promise<Verdict[]> {
  const { Items: items } = await invigil.aws.dynamoDb().send(new ScanCommand({ TableName: 'Verdicts' }));
  return (items ?? []).map(fromVerdictItem).sort((a, b) => a.sequence - b.sequence);
}

describe('a Rekognition operation that throttles', () => {
  it.each([
    ['DetectLabels', ['objects', 'people'], [0, 1]],
    ['SearchFacesByImage', ['identity'], [2]],
    ['DetectFaces', ['faces'], [3]],
    ['DetectModerationLabels', ['moderation'], [4]],
  ] as const)('makes what %s tells unknown, and nothing else, until it is back', async (operation, unknown, indexes) => {
    await invigil.inject({ service: 'rekognition', operation, kind: 'throttle' });
    const [throttled, sample] = await Promise.all([verdict(), invigil.call('/process', { body: { image: elsewhere } })]);
    await invigil.inject();

    expect(throttled).toMatchObject({ status: 200, body: { decision: 'inconclusive' } });
    const { checks } = throttled.body as Verdict;
    expect(checks.filter(({ outcome }) => outcome === 'unknown').map(({ check, reason }) => [check, reason])).toEqual(unknown.map((check) => [check, 'THROTTLED']));
    expect(checks.filter(({ outcome }) => outcome === 'fail')).toEqual([]);

    const tests = sample.body as SampleTest[];
    expect(tests.flatMap((test, index) => (test.Details === 'Server error' ? [index] : []))).toEqual(indexes);
    for (const index of indexes) expect(tests[index]?.Success).toBe(false);

    expect(await verdict()).toMatchObject({ status: 200, body: { decision: 'clear' } });
  });

  it('costs nothing but a retry when it is over soon', async () => {
    // Two frames in three get through at each of three attempts, so that a retry is likely among ten.
    await invigil.inject({ service: 'rekognition', operation: 'DetectFaces', kind: 'throttle', probability: 0.33 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => verdict()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    for (const { body } of answers) expect(['clear', 'inconclusive']).toContain((body as Verdict).decision);
  });
});

describe('a Rekognition operation that is slow', () => {
  it('is unknown because of the time, within the time that a client waits', async () => {
    await invigil.inject({ service: 'rekognition', operation: 'DetectModerationLabels', kind: 'delay', delayMs: 30_000 });
    const answer = await verdict();
    expect(answer).toMatchObject({ status: 200, body: { decision: 'inconclusive' } });
    expect((answer.body as Verdict).checks[4]).toMatchObject({ outcome: 'unknown', reason: 'TIMED_OUT' });
  });
});

describe('a lost reply', () => {
  it.each([
    ['of the claim', 'PutItem'],
    ['of the closing', 'UpdateItem'],
    ['of the chain head', 'Query'],
  ])('%s neither loses a frame nor records it twice', async (_, operation) => {
    const before = await recordedVerdicts();
    // Half of the replies, so that repeating helps.
    await invigil.inject({ service: 'dynamodb', operation, kind: 'drop', probability: 0.5 });
    const answers = await Promise.all(Array.from({ length: 6 }, (_unused, index) => verdict({ 'Idempotency-Key': `${operation}-${index}` })));
    await invigil.inject();
    for (const [index, { status }] of answers.entries()) {
      expect([200, 503]).toContain(status);
      expect(await verdict({ 'Idempotency-Key': `${operation}-${index}` })).toMatchObject({ status: 200 });
    }
    const after = await recordedVerdicts();
    expect(after).toHaveLength(before.length + 6);
    expect(findBrokenLink(after)).toBeNull();
  });
});

describe('a service that fails', () => {
  it('answers 503 where the verdict cannot be recorded, lists the failure, and records it when it is repeated', async () => {
    const before = await recordedVerdicts();
    await invigil.inject({ service: 'dynamodb', operation: 'Query', accessKeyId: 'invigil-states', kind: 'error' });
    expect(await verdict({ 'Idempotency-Key': 'not-recorded' })).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
    expect(await recordedVerdicts()).toEqual(before);
    await invigil.inject();

    const { items } = (await invigil.call('/executions?status=FAILED', { method: 'GET', as: 'auditor' })).body as { items: unknown[] };
    expect(items[0]).toMatchObject({ status: 'FAILED', machine: 'verify-frame', error: expect.stringContaining('InternalServerError') });

    expect(await verdict({ 'Idempotency-Key': 'not-recorded' })).toMatchObject({ status: 200, body: { sequence: before.length + 1 } });
  });

  it('answers 503 where the frame cannot be stored', async () => {
    await invigil.inject({ service: 's3', operation: 'PutObject', kind: 'error' });
    expect(await verdict()).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
  });

  it('answers 429 with Retry-After where the workflow is throttled', async () => {
    await invigil.inject({ service: 'states', operation: 'StartSyncExecution', kind: 'throttle' });
    const answer = await verdict();
    expect(answer).toMatchObject({ status: 429, body: { error: { code: 'THROTTLED' } } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});
