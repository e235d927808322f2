import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Session } from '../../../domain/session.ts';
import { ApiError, NetworkError, SignedOutError } from '../../../frontend/api/api-error.ts';
import { useExam } from '../../../frontend/composables/useExam.ts';
import { FakeApi } from '../helpers/fake-api.ts';
import { FakeLocks } from '../helpers/fake-locks.ts';
import { inScope } from '../helpers/in-scope.ts';
import { endedSession, sessionOf } from '../helpers/sessions.ts';

const unavailable = new ApiError({ status: 503, code: 'UNAVAILABLE', message: '', requestId: null });
const notFound = new ApiError({ status: 404, code: 'NOT_FOUND', message: '', requestId: null });
const LIST = 'GET /sessions';
const START = 'POST /sessions';
const END = 'POST /sessions/s-1/end';

const disposals: (() => void)[] = [];
beforeEach(() => {
  sessionStorage.clear();
  jest.useFakeTimers();
});
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose();
  jest.useRealTimers();
});

/** The exam page of a tab that has been there before, where the server has these sessions open. */
function setUp(open: readonly Session[] = [], { sub = 'ada', locks }: { sub?: string; locks?: FakeLocks } = {}) {
  const api = new FakeApi();
  api.answer(LIST, () => ({ items: open, nextCursor: null }));
  for (const session of open) api.answer(`GET /sessions/${session.sessionId}`, () => session);
  let keys = 0;
  const { value: exam, dispose } = inScope(() => useExam({ api, sub, consentVersion: '1', newKey: () => `key ${(keys += 1)}`, locks }));
  disposals.push(dispose);
  return { api, exam, dispose };
}

const requests = (api: FakeApi, route: string) => api.asked.filter(({ path, request }) => `${request.method ?? 'GET'} ${path}` === route).map(({ request }) => request);

describe('an exam', () => {
  it('is started with the version that was agreed to', async () => {
    const { api, exam } = setUp();
    await exam.look();
    expect(exam.phase.value).toBe('idle');
    api.answer(START, () => sessionOf());
    await exam.start('algebra');
    expect(requests(api, START)).toMatchObject([{ body: { examId: 'algebra', consentVersion: '1' }, headers: { 'idempotency-key': 'key 1' } }]);
    expect([exam.phase.value, exam.session.value?.sessionId]).toEqual(['running', 's-1']);
  });

  it('is one however often its start is tried, and another under another name', async () => {
    const { api, exam } = setUp();
    await exam.look();
    api.answer(START, () => new NetworkError(null));
    await exam.start('algebra');
    expect([exam.phase.value, exam.error.value, exam.starting.value]).toEqual(['idle', expect.any(NetworkError), false]);
    await exam.start('algebra');
    await exam.start('logic');
    expect(requests(api, START).map(({ headers }) => headers?.['idempotency-key'])).toEqual(['key 1', 'key 1', 'key 2']);
    expect(exam.phase.value).toBe('idle');
  });

  it('is not started twice by two clicks', async () => {
    const { api, exam } = setUp();
    await exam.look();
    api.answer(START, () => sessionOf());
    await Promise.all([exam.start('algebra'), exam.start('algebra')]);
    expect(api.count(START)).toBe(1);
  });

  it('has ended only when the server says so: its end is asked for until it is answered', async () => {
    const { api, exam } = setUp([sessionOf()]);
    await exam.look();
    await exam.resume(sessionOf());
    api.answer(END, () => unavailable);
    const ending = exam.end();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(api.count(END)).toBeGreaterThan(3);
    expect([exam.phase.value, exam.ending.value, exam.endFailed.value]).toEqual(['running', true, true]);
    api.answer(END, () => endedSession());
    await jest.advanceTimersByTimeAsync(15_000);
    await ending;
    expect([exam.phase.value, exam.ending.value, exam.session.value?.seal?.count]).toEqual(['ended', false, 2]);
  });

  it('that somebody else ended is read as it ended', async () => {
    const { api, exam } = setUp();
    await exam.look();
    await exam.resume(sessionOf());
    api.answer(END, () => endedSession({ endReason: 'ABANDONED' }));
    await exam.settle();
    expect([exam.phase.value, exam.session.value?.endReason]).toEqual(['ended', 'ABANDONED']);
  });

  it('that is on record no more is said to be so', async () => {
    const { api, exam } = setUp();
    await exam.look();
    await exam.resume(sessionOf());
    api.answer(END, () => notFound);
    await exam.settle();
    expect([exam.phase.value, exam.error.value]).toEqual(['unknown', notFound]);
    await exam.look();
    expect([exam.phase.value, exam.session.value]).toEqual(['idle', null]);
  });
});

describe('a page that is opened', () => {
  it('names the exams that the server has open, and none of the pictures without one', async () => {
    const { api, exam } = setUp([sessionOf(), sessionOf({ sessionId: 'adhoc-ada', examId: null })]);
    await exam.look();
    expect([exam.phase.value, exam.open.value.map(({ sessionId }) => sessionId)]).toEqual(['idle', ['s-1']]);
    expect(requests(api, LIST)).toMatchObject([{ query: { state: 'open', person: 'ada' } }]);
  });

  it('reads the list to its end', async () => {
    const { api, exam } = setUp();
    const pages = [{ items: [], nextCursor: 'next' }, { items: [sessionOf()], nextCursor: null }];
    api.answer(LIST, () => pages.shift());
    await exam.look();
    expect(exam.open.value).toHaveLength(1);
  });

  it('goes on by itself with the exam that this tab was in', async () => {
    await setUp().exam.resume(sessionOf());
    const { exam } = setUp([sessionOf({ sessionId: 's-2' }), sessionOf()]);
    await exam.look();
    expect([exam.phase.value, exam.session.value?.sessionId]).toEqual(['running', 's-1']);
  });

  it('goes on to end the exam that this tab was ending', async () => {
    const before = setUp();
    before.api.answer(END, () => new NetworkError(null));
    await before.exam.resume(sessionOf());
    void before.exam.end();
    before.dispose();

    const { api, exam } = setUp([sessionOf()]);
    api.answer(END, () => endedSession());
    await exam.look();
    await jest.advanceTimersByTimeAsync(0);
    expect(exam.phase.value).toBe('ended');
    // And it is done with.
    const next = setUp();
    await next.exam.look();
    expect(next.exam.phase.value).toBe('idle');
  });

  it('says how the exam of this tab ended where it is open no more', async () => {
    await setUp().exam.resume(sessionOf());
    const { api, exam } = setUp();
    api.answer('GET /sessions/s-1', () => endedSession({ endReason: 'ABANDONED' }));
    await exam.look();
    expect([exam.phase.value, exam.session.value?.endReason]).toEqual(['ended', 'ABANDONED']);
  });

  it('does not take an exam for ended that the list of open ones does not hold yet', async () => {
    await setUp().exam.resume(sessionOf());
    const { api, exam } = setUp();
    api.answer('GET /sessions/s-1', () => sessionOf());
    await exam.look();
    expect([exam.phase.value, exam.session.value?.sessionId]).toEqual(['running', 's-1']);
  });

  it('says which exam it was in while the server does not answer, and asks until it does', async () => {
    await setUp().exam.resume(sessionOf());
    const { api, exam } = setUp();
    api.answer('GET /sessions/s-1', () => new NetworkError(null));
    void exam.look();
    await jest.advanceTimersByTimeAsync(60_000);
    expect([exam.phase.value, exam.sought.value, exam.session.value]).toEqual(['unanswered', { sub: 'ada', sessionId: 's-1', examId: 'algebra', ending: false }, null]);
    api.answer('GET /sessions/s-1', () => sessionOf());
    await jest.advanceTimersByTimeAsync(15_000);
    expect([exam.phase.value, exam.session.value?.sessionId]).toEqual(['running', 's-1']);
  });

  it('asks at once when it is told to, and goes on once', async () => {
    await setUp().exam.resume(sessionOf());
    const { api, exam } = setUp();
    api.answer('GET /sessions/s-1', () => unavailable);
    void exam.look();
    await jest.advanceTimersByTimeAsync(60_000);
    api.answer('GET /sessions/s-1', () => sessionOf());
    await exam.look();
    expect(exam.phase.value).toBe('running');
    const asked = api.count('GET /sessions/s-1');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(api.count('GET /sessions/s-1')).toBe(asked);
  });

  it('believes the server alone: without its answer nothing is known, and it is asked again', async () => {
    const { api, exam } = setUp();
    api.answer(LIST, () => new NetworkError(null));
    await exam.look();
    expect([exam.phase.value, exam.error.value]).toEqual(['unknown', expect.any(NetworkError)]);
    api.answer(LIST, () => ({ items: [sessionOf()], nextCursor: null }));
    await exam.look();
    expect([exam.phase.value, exam.open.value.length]).toEqual(['idle', 1]);
  });

  it('has nothing to do with the exam of somebody else who was signed in in this tab', async () => {
    await setUp().exam.resume(sessionOf());
    const { api, exam } = setUp([], { sub: 'grace' });
    await exam.look();
    expect([exam.phase.value, exam.error.value, api.count('GET /sessions/s-1')]).toEqual(['idle', null, 0]);
  });

  it('still knows what it was doing after its user was signed out', async () => {
    const before = setUp();
    before.api.answer(END, () => new SignedOutError());
    await before.exam.resume(sessionOf());
    await before.exam.end();
    expect(before.exam.phase.value).toBe('running');
    const { api, exam } = setUp([sessionOf()]);
    api.answer(END, () => endedSession());
    await exam.look();
    await jest.advanceTimersByTimeAsync(0);
    expect(exam.phase.value).toBe('ended');
  });
});

describe('two tabs of a browser', () => {
  /** Tabs share locks and nothing else: each has a storage of its own, which a test has but one of. */
  async function tab(locks: FakeLocks) {
    sessionStorage.clear();
    const opened = setUp([sessionOf()], { locks });
    await opened.exam.look();
    return opened;
  }

  it('have an exam in one of them: the other offers it', async () => {
    const locks = new FakeLocks();
    const [first, second] = [await tab(locks), await tab(locks)];
    await first.exam.resume(sessionOf());
    await second.exam.resume(sessionOf());
    expect([first.exam.phase.value, second.exam.phase.value, second.exam.open.value.length]).toEqual(['running', 'idle', 1]);
  });

  it('may take it from one another: the one that had it stops, and offers it again', async () => {
    const locks = new FakeLocks();
    const [first, second] = [await tab(locks), await tab(locks)];
    await first.exam.resume(sessionOf());
    await second.exam.resume(sessionOf(), { steal: true });
    await jest.advanceTimersByTimeAsync(0);
    expect([first.exam.phase.value, first.exam.session.value, first.exam.open.value.map(({ sessionId }) => sessionId), second.exam.phase.value]).toEqual(['idle', null, ['s-1'], 'running']);
  });

  it('may follow one another: an exam that has ended, or whose tab was closed, is held no more', async () => {
    const locks = new FakeLocks();
    const [first, second] = [await tab(locks), await tab(locks)];
    await first.exam.resume(sessionOf());
    first.dispose();
    await jest.advanceTimersByTimeAsync(0);
    await second.exam.resume(sessionOf());
    expect(second.exam.phase.value).toBe('running');
    second.api.answer(END, () => endedSession());
    await second.exam.end();
    await jest.advanceTimersByTimeAsync(0);
    expect([second.exam.phase.value, locks.held]).toEqual(['ended', []]);
  });

  it('where locks cannot be had go on as if there were one', async () => {
    const { exam } = await tab(new FakeLocks({ refused: true }));
    await exam.resume(sessionOf());
    expect(exam.phase.value).toBe('running');
  });
});

describe('the exams that are open', () => {
  const asked = new AbortController().signal;

  it('are asked for again; one that the list does not hold yet is still one of them', async () => {
    const { api, exam } = setUp([sessionOf()]);
    await exam.look();
    api.answer(LIST, () => ({ items: [], nextCursor: null }));
    await exam.refresh(asked);
    expect(exam.open.value).toHaveLength(1);
    api.answer('GET /sessions/s-1', () => endedSession());
    await exam.refresh(asked);
    expect(exam.open.value).toEqual([]);
  });
});
