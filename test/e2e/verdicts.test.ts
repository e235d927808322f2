import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { hashVerdict } from '../../domain/chain.ts';
import type { SampleTest } from '../../domain/sample-tests.ts';
import { TIMED_STEPS, type Verdict } from '../../domain/verdict.ts';
import { fromVerdictItem } from '../../functions/shared/verdict-item.ts';
import type { Instance } from '../helpers/instance.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';
import { waitUntil } from '../helpers/wait-until.ts';

let invigil: Instance;

useInstance((started) => { invigil = started; });

const base64 = async (name: SceneName): Promise<string> => (await scene(name)).toString('base64');

async function process(name: SceneName): Promise<SampleTest[]> {
  const { status, body } = await invigil.call('/process', { body: { image: await base64(name) } });
  expect(status).toBe(200);
  return body as SampleTest[];
}

async function verdictOf(image: string, headers: Record<string, string> = {}, rest: Record<string, unknown> = {}): Promise<Verdict> {
  const { status, body } = await invigil.call('/verdicts', { body: { image, ...rest }, headers });
  expect(status).toBe(200);
  return body as Verdict;
}

describe('POST /process', () => {
  it('tells a portrait of somebody unknown, in the form of the sample', async () => {
    expect(await process('personB')).toEqual([
      { TestName: 'Objects of Interest', Success: true, Details: '0' },
      { TestName: 'Person Detection', Success: true, Details: 1 },
      { TestName: 'Person Recognition', Success: false, Details: '0' },
      { TestName: 'Face Detection', Success: true, Details: 1 },
      { TestName: 'Unsafe Content', Success: true, Details: '0' },
    ]);
  });

  it.each([
    ['group', 4],
    ['twoPeople', 2],
  ] as const)('counts the people and faces of %s', async (name, count) => {
    const tests = await process(name);
    expect(tests[1]).toEqual({ TestName: 'Person Detection', Success: false, Details: count });
    expect(tests[3]).toEqual({ TestName: 'Face Detection', Success: false, Details: count });
  });

  it('names an object of the policy', async () => {
    expect((await process('personWithPhone'))[0]).toEqual({ TestName: 'Objects of Interest', Success: false, Details: 'Mobile Phone' });
  });

  it('fails three tests, without an error, where nobody is', async () => {
    expect(await process('nobody')).toEqual([
      { TestName: 'Objects of Interest', Success: true, Details: '0' },
      { TestName: 'Person Detection', Success: false, Details: 0 },
      { TestName: 'Person Recognition', Success: false, Details: '0' },
      { TestName: 'Face Detection', Success: false, Details: 0 },
      { TestName: 'Unsafe Content', Success: true, Details: '0' },
    ]);
  });
});

describe('POST /verdicts', () => {
  it('answers a verdict that is on record already, with its frame, linked to the one before', async () => {
    const bytes = await scene('personC');
    const first = await verdictOf(bytes.toString('base64'));
    const second = await verdictOf(bytes.toString('base64'), {}, { capturedAt: '2026-03-01T10:00:00+01:00' });

    expect(second).toMatchObject({
      sequence: first.sequence + 1,
      previousHash: first.hash,
      hash: hashVerdict(second),
      sessionId: first.sessionId,
      capturedAt: '2026-03-01T10:00:00+01:00',
      decision: 'flagged',
      image: { sha256: createHash('sha256').update(bytes).digest('hex'), widthPx: 400, heightPx: 590 },
    });
    expect(second.checks.map(({ check, outcome, reason }) => [check, outcome, reason])).toEqual([
      ['objects', 'pass', null],
      ['people', 'pass', null],
      ['identity', 'fail', 'UNKNOWN_PERSON'],
      ['faces', 'pass', null],
      ['moderation', 'pass', null],
    ]);
    expect(Object.keys(second.timings).sort()).toEqual([...TIMED_STEPS].sort());

    const { Item: item } = await invigil.aws.dynamoDb().send(new GetCommand({ TableName: 'Verdicts', Key: { sessionId: second.sessionId, sequence: second.sequence } }));
    expect(fromVerdictItem(item ?? {})).toEqual(second);
    const frame = await invigil.aws.s3().send(new GetObjectCommand({ Bucket: 'frames', Key: second.image.key }));
    expect(Buffer.from((await frame.Body?.transformToByteArray()) ?? [])).toEqual(bytes);
    const execution = await invigil.aws.dynamoDb().send(new GetCommand({ TableName: 'Executions', Key: { executionName: second.verdictId } }));
    expect(execution.Item).toMatchObject({ status: 'SUCCEEDED', machine: 'verify-frame', imageSha256: second.image.sha256, executionArn: second.executionArn });
  });

  it('leaves the history in the log group, whole and without the image', async () => {
    const image = await base64('personD');
    const verdict = await verdictOf(image);
    const events = async () => {
      const answer = await invigil.aws.logs().send(new FilterLogEventsCommand({ logGroupName: '/aws/vendedlogs/states/Invigil-verify-frame', filterPattern: `"${verdict.executionArn}"` }));
      return (answer.events ?? []).map(({ message }) => JSON.parse(message ?? '{}') as { type: string; id: string; execution_arn: string });
    };
    await waitUntil(async () => (await events()).some(({ type }) => type === 'ExecutionSucceeded'));
    const history = (await events()).sort((a, b) => Number(a.id) - Number(b.id));
    expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => String(index + 1)));
    expect(history[0]?.type).toBe('ExecutionStarted');
    expect(history.filter(({ type }) => type === 'TaskSucceeded')).toHaveLength(7);
    expect(JSON.stringify(history)).toContain(verdict.hash);
    for (const part of [image.slice(0, 60), image.slice(5_000, 5_060)]) expect(JSON.stringify(history)).not.toContain(part);
  });

  it('answers a repeated Idempotency-Key with the same verdict, also when twenty arrive at once', async () => {
    const image = await base64('personF');
    const headers = { 'Idempotency-Key': 'frame-1' };
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => verdictOf(image, headers)));
    for (const verdict of [...verdicts, await verdictOf(image, headers)]) expect(verdict).toEqual(verdicts[0]);

    const other = await invigil.call('/verdicts', { body: { image: await base64('personC') }, headers });
    expect(other).toMatchObject({ status: 409, body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } } });
    expect((await invigil.call('/verdicts', { as: 'auditor', body: { image }, headers })).body).not.toMatchObject({ verdictId: verdicts[0]?.verdictId });
  });

  it.each(['admin', 'auditor', 'candidate'] as const)('is open to the group %s', async (as) => {
    expect(await invigil.call('/verdicts', { as, body: { image: await base64('nobody') } })).toMatchObject({ status: 200, body: { decision: 'flagged' } });
  });
});
