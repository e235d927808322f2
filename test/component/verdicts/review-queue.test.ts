import { describe, expect, it } from '@jest/globals';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import { useReviewQueue } from '../../../frontend/composables/useReviewQueue.ts';
import { listAddress } from '../../../frontend/executions/list-address.ts';
import { readList, verdictInList, workList } from '../../../frontend/verdicts/filters.ts';

/** A list of verdicts, newest first, in pages of two. */
function listOf(...all: [verdictId: string, receivedAt: string][]) {
  const asked: Record<string, string | null>[] = [];
  const json = async (_: string, { query = {} }: ApiRequest = {}) => {
    asked.push(query);
    const fitting = all.filter(([, receivedAt]) => query.to === null || query.to === undefined || receivedAt <= query.to).map(([verdictId, receivedAt]) => ({ verdictId, receivedAt }));
    const start = Number(query.cursor ?? 0);
    return Promise.resolve({ items: fitting.slice(start, start + 2), nextCursor: start + 2 < fitting.length ? String(start + 2) : null });
  };
  return { asked, queue: useReviewQueue({ json } as unknown as ApiClient, () => workList('flagged')) };
}

describe('the next verdict of a list', () => {
  it('is the next older one', async () => {
    const { queue, asked } = listOf(['c', '3'], ['b', '2'], ['a', '1']);
    expect(await queue.findNext({ verdictId: 'b', receivedAt: '2' })).toBe('a');
    expect(asked[0]).toMatchObject({ decision: 'flagged', reviewed: 'false', to: '2', cursor: null });
  });

  it('is the newest that is left where there is none older', async () => {
    const { queue } = listOf(['c', '3'], ['b', '2'], ['a', '1']);
    expect(await queue.findNext({ verdictId: 'a', receivedAt: '1' })).toBe('c');
  });

  it('is none where only itself is left', async () => {
    const { queue } = listOf(['a', '1']);
    expect(await queue.findNext({ verdictId: 'a', receivedAt: '1' })).toBeNull();
  });
});

describe('a list of verdicts', () => {
  it('goes with a verdict that is opened from it', () => {
    const filters = { ...workList('flagged'), person: 'ada@example.org', period: 'day' } as const;
    const { query } = verdictInList('v-1', filters);
    expect(readList(query as Record<string, string>)).toEqual(filters);
    expect(readList({})).toBeNull();
  });
});

describe('the way back from an execution', () => {
  it.each([
    [{ back: '/executions?machine=verify-frame' }, {}, '/executions?machine=verify-frame', 'nav.executions'],
    [{ back: '/sessions/s-1?frame=3' }, {}, '/sessions/s-1?frame=3', 'nav.sessions'],
    [{ back: '/audit' }, {}, '/audit', 'nav.audit'],
    [{ back: '/people' }, {}, '/executions', 'nav.executions'],
    [null, {}, '/executions', 'nav.executions'],
    [{ back: '/executions' }, { list: 'decision=flagged' }, '/verdicts?decision=flagged', 'nav.verdicts'],
    [null, { list: '' }, '/verdicts', 'nav.verdicts'],
  ])('from %j with %j leads to %s', (state, query, to, label) => {
    expect(listAddress(state, query)).toEqual({ to, label });
  });
});
