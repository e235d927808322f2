import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { HistoryEvent } from '../../domain/history.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Instance, Role } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { useInstance } from '../helpers/use-instance.ts';
import { waitUntil } from '../helpers/wait-until.ts';

interface Execution {
  name: string;
  machine: string;
  status: string;
  startDate: string;
  error: string | null;
}

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

let invigil: Instance;
let verdict: Verdict;
let portrait: Buffer;

useInstance((started) => { invigil = started; });

beforeAll(async () => {
  portrait = await scene('personA');
  const image = portrait.toString('base64');
  expect((await invigil.call('/faces/index', { as: 'admin', body: { image, fullName: 'Ada Lovelace' } })).status).toBe(200);
  verdict = (await invigil.call('/verdicts', { body: { image } })).body as Verdict;
});

const read = async (path: string, as: Role = 'auditor') => invigil.call(path, { method: 'GET', as });

describe('a verdict', () => {
  it.each(['auditor', 'candidate'] as const)('is read by %s as it was answered', async (as) => {
    expect(await read(`/verdicts/${verdict.verdictId}`, as)).toMatchObject({ status: 200, body: verdict });
  });

  it.each(['auditor', 'candidate'] as const)('shows %s the frame that was judged, byte for byte', async (as) => {
    const response = await fetch(`${invigil.origin}/api/verdicts/${verdict.verdictId}/frame`, { headers: { authorization: `Bearer ${await invigil.token(as)}`, accept: 'image/jpeg' } });
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'no-store']);
    expect(createHash('sha256').update(Buffer.from(await response.arrayBuffer())).digest('hex')).toBe(verdict.image.sha256);
  });

  it.each(['', '/frame'])('is not there for somebody else: %s', async (part) => {
    for (const path of [`/verdicts/${verdict.verdictId}${part}`]) expect(await read(path, 'admin')).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
    expect(await read(`/verdicts/00000000-0000-4000-8000-000000000000${part}`)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  });
});

describe('executions', () => {
  it('are listed for auditors, newest first, of both machines', async () => {
    const { items } = (await read('/executions')).body as Page<Execution>;
    expect(items.map(({ name, machine, status }) => [name, machine, status])).toEqual([
      [verdict.verdictId, 'verify-frame', 'SUCCEEDED'],
      [expect.any(String), 'register-face', 'SUCCEEDED'],
    ]);
    expect(await read('/executions', 'admin')).toMatchObject({ status: 403 });
  });

  it('are filtered by machine, status and time', async () => {
    const names = async (query: string) => ((await read(`/executions?${query}`)).body as Page<Execution>).items.map(({ machine }) => machine);
    expect(await names('machine=register-face')).toEqual(['register-face']);
    expect(await names('status=FAILED')).toEqual([]);
    expect(await names('to=2020-01-01T00:00:00Z')).toEqual([]);
    expect(await names(`from=${verdict.receivedAt}`)).toEqual(['verify-frame']);
  });

  it.each([
    ['machine=other', 'machine'],
    ['status=DONE', 'status'],
    ['from=yesterday', 'from'],
    ['from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'from'],
    ['cursor=nonsense', 'cursor'],
  ])('refuse the query %s', async (query, field) => {
    expect(await read(`/executions?${query}`)).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field } } });
  });

  it('come in pages that lose and repeat none while new ones arrive', async () => {
    const image = (await scene('nobody')).toString('base64');
    const add = async (count: number) => Promise.all(Array.from({ length: count }, () => invigil.call('/verdicts', { body: { image } })));
    await add(55);
    const first = (await read('/executions?machine=verify-frame')).body as Page<Execution>;
    await add(3);
    const second = (await read(`/executions?machine=verify-frame&cursor=${first.nextCursor ?? ''}`)).body as Page<Execution>;
    const names = [...first.items, ...second.items].map(({ name }) => name);
    expect([first.items.length, new Set(names).size, names.at(-1), second.nextCursor]).toEqual([50, 56, verdict.verdictId, null]);
  });

  it('are read one by one', async () => {
    expect(await read(`/executions/${verdict.verdictId}`)).toMatchObject({ status: 200, body: { name: verdict.verdictId, machine: 'verify-frame', executionArn: verdict.executionArn, status: 'SUCCEEDED', error: null } });
    expect(await read('/executions/unknown')).toMatchObject({ status: 404 });
  });
});

describe('a history', () => {
  const eventsOf = async (name: string): Promise<HistoryEvent[]> => ((await read(`/executions/${name}/history`)).body as Page<HistoryEvent>).items;

  it.each(['verify-frame', 'register-face'])('of %s has the form of GetExecutionHistory', async (machine) => {
    const { items } = (await read(`/executions?machine=${machine}&to=${new Date().toISOString()}`)).body as Page<Execution>;
    const name = machine === 'verify-frame' ? verdict.verdictId : (items[0]?.name ?? '');
    await waitUntil(async () => (await eventsOf(name)).some(({ type }) => type === 'ExecutionSucceeded'));
    const events = await eventsOf(name);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events[0]).toMatchObject({ type: 'ExecutionStarted', previousEventId: 0, executionStartedEventDetails: { input: expect.any(String) } });
    for (const { timestamp } of events) expect(new Date(timestamp).toISOString()).toBe(timestamp);
    const entered = events.filter(({ type }) => type === 'TaskStateEntered');
    expect(entered.length).toBeGreaterThan(2);
    for (const event of entered) expect(event.stateEnteredEventDetails).toMatchObject({ name: expect.any(String), input: expect.any(String) });
    expect(JSON.stringify(events)).not.toContain(portrait.toString('base64').slice(5_000, 5_060));
  });

  it('is not for everybody, and not of what never was', async () => {
    expect(await read(`/executions/${verdict.verdictId}/history`, 'candidate')).toMatchObject({ status: 403 });
    expect(await read('/executions/unknown/history')).toMatchObject({ status: 404 });
  });
});

describe('the policy', () => {
  it.each(['admin', 'auditor', 'candidate'] as const)('is what verdicts are judged by, for %s', async (as) => {
    const policy = (await read('/policy', as)).body as Policy;
    expect(policy).toEqual(verdict.policy);
    expect(policy.frameIntervalMs).toBe(1_000);
  });
});
