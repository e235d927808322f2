import { beforeAll, describe, expect, it } from '@jest/globals';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { v4 } from 'uuid';
import type { AuditEntry } from '../../domain/audit.ts';
import type { HistoryEvent } from '../../domain/history.ts';
import type { Review } from '../../domain/review.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { outcomeKeyOf, TIMELINE } from '../../functions/shared/adapters/execution-item.ts';
import type { ExecutionView } from '../../functions/shared/execution-view.ts';
import { demoEmail } from '../../local/identity/demo-user.ts';
import type { Instance, Role } from '../helpers/instance.ts';
import { scene } from '../helpers/scenes.ts';
import { putVerdicts } from '../helpers/seed-verdicts.ts';
import { useInstance } from '../helpers/use-instance.ts';
import { waitUntil } from '../helpers/wait-until.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

let invigil: Instance;
let flagged: Verdict;

useInstance((started) => { invigil = started; });

beforeAll(async () => {
  flagged = (await invigil.call('/verdicts', { body: { image: (await scene('nobody')).toString('base64') } })).body as Verdict;
  expect(flagged.decision).toBe('flagged');
});

const read = async (path: string, as: Role = 'auditor') => invigil.call(path, { method: 'GET', as });
const list = async <Item>(path: string): Promise<Item[]> => ((await read(path)).body as Page<Item>).items;
const review = async (body: unknown, as: Role = 'auditor', verdictId = flagged.verdictId) => invigil.call(`/verdicts/${verdictId}/review`, { method: 'PUT', as, body });

describe('executions and verdicts', () => {
  it('are found by decision, session and person, by their e-mail too', async () => {
    const { verdictId, sessionId } = flagged;
    const queries = ['', '?decision=flagged', `?session=${sessionId}`, `?person=${demoEmail('candidate').toUpperCase()}`, `?person=${sessionId.slice('adhoc-'.length, -'-yyyy-mm-dd'.length)}&decision=flagged`];
    for (const query of queries) {
      expect((await list<ExecutionView>(`/executions${query}`)).map(({ name, decision, sessionId: session }) => [name, decision, session])).toEqual([[verdictId, 'flagged', sessionId]]);
      expect(await list<Verdict>(`/verdicts${query}`)).toEqual([flagged]);
    }
    for (const query of ['?decision=clear', '?session=another', '?person=nobody@example.org']) {
      expect([await list(`/executions${query}`), await list(`/verdicts${query}`)]).toEqual([[], []]);
    }
  });

  it.each([
    ['/executions?decision=guilty', 'decision'],
    ['/executions?session=', 'session'],
    ['/verdicts?reviewed=maybe', 'reviewed'],
    ['/verdicts?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'from'],
    ['/verdicts?cursor=nonsense', 'cursor'],
    ['/audit?action=Steal', 'action'],
  ])('refuse the query %s', async (path, field) => {
    expect(await read(path)).toMatchObject({ status: 422, body: { error: { code: 'INVALID_REQUEST', field } } });
  });

  it('whose starter was cut off are shown as what they are', async () => {
    const claimOf = (executionName: string) => ({
      executionName, machine: 'verify-frame', status: 'RUNNING', outcome: outcomeKeyOf({ status: 'RUNNING', decision: null }), timeline: TIMELINE, owner: 'ada', imageSha256: 'a'.repeat(64), startDate: new Date(Date.now() - 120_000).toISOString(), claimId: v4(), sessionId: 'cut-off', stopDate: null, executionArn: null, error: null, sequence: null, decision: null,
    });
    const recorded = { ...flagged, verdictId: v4(), sessionId: 'cut-off', sequence: 1 };
    await putVerdicts(invigil.aws.dynamoDb(), [recorded], 'ada');
    const abandoned = v4();
    for (const name of [recorded.verdictId, abandoned]) await invigil.aws.dynamoDb().send(new PutCommand({ TableName: 'Executions', Item: claimOf(name) }));
    const shown = (await list<ExecutionView>('/executions?session=cut-off')).map(({ name, status, decision, error }) => [name, status, decision, error]);
    expect(new Map(shown.map(([name, ...rest]) => [name, rest]))).toEqual(new Map([[recorded.verdictId, ['SUCCEEDED', 'flagged', null]], [abandoned, ['TIMED_OUT', null, 'Abandoned']]]));
    expect(await list<Verdict>('/verdicts?session=cut-off&decision=flagged')).toEqual([recorded]);
    expect(await list<ExecutionView>('/executions?status=TIMED_OUT')).toMatchObject([{ name: abandoned, error: 'Abandoned' }]);
  });
});

describe('a review', () => {
  it('is given by an auditor, read by auditors, and replaced with its history', async () => {
    expect(await read(`/verdicts/${flagged.verdictId}/review`)).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
    expect((await list<Verdict>('/verdicts?decision=flagged&reviewed=false')).map(({ verdictId }) => verdictId)).toContain(flagged.verdictId);
    expect(await review({ decision: 'confirmed', note: 'Nobody sat there.' })).toMatchObject({ status: 200, body: { verdictId: flagged.verdictId, decision: 'confirmed', history: [] } });
    expect(await review({ decision: 'dismissed', note: 'The lid was closed.' })).toMatchObject({ status: 200 });
    const expected = { sessionId: flagged.sessionId, decision: 'dismissed', note: 'The lid was closed.', reviewedBy: expect.any(String), history: [{ decision: 'confirmed', note: 'Nobody sat there.' }] };
    expect(await read(`/verdicts/${flagged.verdictId}/review`)).toMatchObject({ status: 200, body: expected });
    expect(await list<Review>(`/sessions/${flagged.sessionId}/reviews`)).toMatchObject([expected]);
  });

  it('takes the verdict out of those to review and leaves its record as it was', async () => {
    expect((await list<Verdict>('/verdicts?decision=flagged&reviewed=false')).map(({ verdictId }) => verdictId)).not.toContain(flagged.verdictId);
    expect(await list<Verdict>('/verdicts?reviewed=true')).toEqual([flagged]);
    expect((await read(`/verdicts/${flagged.verdictId}`)).body).toEqual(flagged);
  });

  it('is refused with the field at fault, and of what there is not', async () => {
    expect(await review({ decision: 'cheated', note: '' })).toMatchObject({ status: 422, body: { error: { field: 'decision' } } });
    expect(await review({ decision: 'confirmed', note: 'x'.repeat(2_001) })).toMatchObject({ status: 422, body: { error: { field: 'note' } } });
    expect(await review({ decision: 'confirmed', note: '' }, 'auditor', v4())).toMatchObject({ status: 404 });
    expect(await review({ decision: 'confirmed', note: '' }, 'candidate')).toMatchObject({ status: 403 });
    expect(await read(`/verdicts/${flagged.verdictId}/review`, 'candidate')).toMatchObject({ status: 403 });
    expect(await read('/sessions/none/reviews')).toMatchObject({ status: 404 });
  });
});

describe('the audit log', () => {
  const entriesOf = async (query: string): Promise<AuditEntry[]> => list(`/audit?${query}`);

  it('says who read what, counts what was read again, and leaves candidates alone', async () => {
    const before = (await entriesOf('action=ReadVerdict')).reduce((sum, { times }) => sum + times, 0);
    for (const as of ['auditor', 'auditor', 'candidate'] as const) expect((await read(`/verdicts/${flagged.verdictId}`, as)).status).toBe(200);
    const entries = await entriesOf('action=ReadVerdict');
    expect(entries.reduce((sum, { times }) => sum + times, 0)).toBe(before + 2);
    expect(entries[0]).toMatchObject({ actor: { sub: expect.any(String), groups: ['auditor'] }, target: flagged.verdictId, outcome: 200, requestId: expect.any(String) });
  });

  it('says who changed what, with its outcome, newest first', async () => {
    const reviews = await entriesOf('action=PutReview');
    expect(reviews.filter(({ target }) => target === flagged.verdictId).map(({ outcome, times }) => [outcome, times])).toEqual([[200, 1], [200, 1]]);
    expect(reviews.map(({ at }) => at)).toEqual(reviews.map(({ at }) => at).sort().reverse());
    const { sub } = reviews.at(-1)?.actor ?? { sub: '' };
    expect(await entriesOf(`actor=${sub}&action=PutReview`)).toEqual(reviews.filter(({ actor }) => actor.sub === sub));
  });

  it('has attempts that were refused, and nobody’s name or e-mail', async () => {
    expect((await read('/executions', 'candidate')).status).toBe(403);
    await read(`/executions?person=${demoEmail('candidate')}`);
    const entries = await entriesOf('');
    expect(entries).toContainEqual(expect.objectContaining({ action: 'ListExecutions', outcome: 403, target: null, actor: expect.objectContaining({ groups: ['candidate'] }) }));
    expect(entries.map(({ target }) => target)).toContain('person=…');
    expect(JSON.stringify(entries)).not.toContain('@');
  });

  it('gives nothing away that it could not enter', async () => {
    await invigil.inject({ service: 'dynamodb', operation: 'UpdateItem', kind: 'error', probability: 1 });
    try {
      const answer = await read(`/verdicts/${flagged.verdictId}`);
      expect(answer).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
      expect((await read(`/verdicts/${flagged.verdictId}`, 'candidate')).status).toBe(200);
    } finally {
      await invigil.inject();
    }
  });

  it('is for auditors', async () => {
    for (const as of ['admin', 'candidate'] as const) expect((await read('/audit', as)).status).toBe(403);
  });
});

describe('a history', () => {
  it('has one form for both kinds, and a cursor of its own', async () => {
    const path = `/executions/${flagged.verdictId}/history`;
    await waitUntil(async () => (await list<HistoryEvent>(path)).some(({ type }) => type === 'ExecutionSucceeded'), 30_000);
    const events = await list<HistoryEvent>(path);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(await read(`${path}?cursor=nonsense`)).toMatchObject({ status: 422, body: { error: { field: 'cursor' } } });
  });
});
