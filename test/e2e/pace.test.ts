import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Policy } from '../../domain/policy.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { createDataFolder } from '../helpers/data-folder.ts';
import { Instance, type ApiResponse } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { waitUntil } from '../helpers/wait-until.ts';

/** As on AWS. */
const BURST = 10;

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let invigil: Instance;
let image: string;
let policy: Policy;

beforeAll(async () => {
  folder = await createDataFolder();
  invigil = await Instance.start(folder.path, { frameBurst: BURST });
  image = (await scene('nobody')).toString('base64');
  policy = (await invigil.call('/policy', { method: 'GET' })).body as Policy;
}, 300_000);

afterAll(async () => {
  await invigil[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const send = async (key?: string, path = '/verdicts'): Promise<ApiResponse> => invigil.call(path, { body: { image }, headers: key === undefined ? {} : { 'idempotency-key': key } });

describe('a candidate who sends frames as fast as they can', () => {
  it('gets verdicts on some, and of the others is told to wait: whatever they send them as', async () => {
    // An interval in which a test can do a lot: none is refilled while it runs.
    const { version, ...rules } = policy;
    expect((await invigil.call('/policy', { method: 'PUT', as: 'admin', body: { ...rules, frameIntervalMs: 600_000, maxGapMs: 3_600_000, basedOn: version } })).status).toBe(200);
    const first = await send('first');
    expect(first.status).toBe(200);

    const { sessionId } = (await invigil.call('/sessions', { body: { examId: 'algebra', consentVersion: '1' } })).body as { sessionId: string };
    const inSession = async (): Promise<ApiResponse> => invigil.call('/verdicts', { body: { image, sessionId } });
    const answers = await Promise.all(Array.from({ length: 24 }, async (_, turn) => (turn % 3 === 0 ? send() : turn % 3 === 1 ? send(undefined, '/process') : inSession())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(BURST - 1);
    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, headers, body } of refused) {
      expect([status, body]).toMatchObject([429, { error: { code: 'THROTTLED' } }]);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(200);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(300);
    }
    // What was refused has left nothing behind: no execution, no frame.
    const { Items: executions = [] } = await invigil.aws.dynamoDb().send(new ScanCommand({ TableName: 'Executions' }));
    expect(executions).toHaveLength(BURST);

    const repeated = await send('first');
    expect([repeated.status, (repeated.body as Verdict).hash]).toEqual([200, (first.body as Verdict).hash]);
    expect((await invigil.call('/verdicts', { as: 'auditor', body: { image } })).status).toBe(200);
  });

  it('has room as soon as they were told, under a policy that lets them, at its interval for as long as they like', async () => {
    const { version, ...rules } = (await invigil.call('/policy', { method: 'GET' })).body as Policy;
    await invigil.call('/policy', { method: 'PUT', as: 'admin', body: { ...rules, frameIntervalMs: 500, maxGapMs: 60_000, basedOn: version } });
    await waitUntil(async () => (await send()).status === 200);
    for (let frame = 0; frame < 2 * BURST; frame += 1) {
      const sentMs = performance.now();
      expect((await send()).status).toBe(200);
      await waitUntil(() => performance.now() - sentMs >= 500);
    }
  });
});
