import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { flushPromises } from '@vue/test-utils';
import { NetworkError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import type { HoldState } from '../../../frontend/api/holds.ts';
import { API } from '../../../frontend/api/use-api.ts';
import LegalHoldCard from '../../../frontend/components/evidence/LegalHoldCard.vue';
import { useExportVerification } from '../../../frontend/composables/useExportVerification.ts';
import { useLegalHold } from '../../../frontend/composables/useLegalHold.ts';
import { useSessionExport } from '../../../frontend/composables/useSessionExport.ts';
import type { VerifyAnswer, VerifyRequest } from '../../../frontend/verify/verify-messages.ts';
import { FakeApi } from '../helpers/fake-api.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';

let dispose = (): void => undefined;
afterEach(() => { dispose(); });

function inDisposedScope<T>(setup: () => T): T {
  const scope = inScope(setup);
  dispose = scope.dispose;
  return scope.value;
}

describe('a legal hold', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('is followed until it has reached everything', async () => {
    const states: HoldState['state'][] = ['NONE', 'APPLYING', 'APPLYING', 'HELD'];
    const asked: string[] = [];
    const json = (path: string, { method = 'GET', body }: ApiRequest = {}) => {
      asked.push([method, path, JSON.stringify(body)].join(' '));
      return Promise.resolve({ sessionId: 's', state: states.shift() ?? 'HELD', hold: null });
    };
    const hold = inDisposedScope(() => useLegalHold({ json } as unknown as ApiClient, 's'));
    await jest.advanceTimersByTimeAsync(0);
    expect(hold.hold.value?.state).toBe('NONE');
    expect(await hold.set('File 17')).toBe(true);
    expect([hold.hold.value?.state, hold.settling.value]).toEqual(['APPLYING', true]);
    await jest.advanceTimersByTimeAsync(4_000);
    expect([hold.hold.value?.state, hold.settling.value]).toEqual(['HELD', false]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual(['GET /sessions/s/hold ', 'PUT /sessions/s/hold {"reason":"File 17"}', 'GET /sessions/s/hold ', 'GET /sessions/s/hold ']);
  });

  it('whose poll is lost says so, and is followed all the same', async () => {
    const failure = new NetworkError(null);
    const answers: (HoldState['state'] | Error)[] = ['APPLYING', failure, 'APPLYING', 'HELD'];
    const json = () => {
      const state = answers.shift() ?? 'HELD';
      return state instanceof Error ? Promise.reject(state) : Promise.resolve({ sessionId: 's', state, hold: null });
    };
    const hold = inDisposedScope(() => useLegalHold({ json } as unknown as ApiClient, 's'));
    await jest.advanceTimersByTimeAsync(2_000);
    expect([hold.lost.value, hold.error.value, hold.settling.value]).toEqual([failure, null, true]);
    await jest.advanceTimersByTimeAsync(4_000);
    expect([hold.lost.value, hold.error.value, hold.hold.value?.state]).toEqual([null, null, 'HELD']);
  });

  it('that was refused says why, and is as it was', async () => {
    const failure = new NetworkError(null);
    const json = (_path: string, { method = 'GET' }: ApiRequest = {}) => (method === 'GET' ? Promise.resolve({ sessionId: 's', state: 'HELD', hold: null }) : Promise.reject(failure));
    const hold = inDisposedScope(() => useLegalHold({ json } as unknown as ApiClient, 's'));
    await jest.advanceTimersByTimeAsync(0);
    expect(await hold.lift()).toBe(false);
    expect([hold.error.value, hold.busy.value, hold.hold.value?.state]).toEqual([failure, false, 'HELD']);
  });
});

describe('the card of a legal hold', () => {
  it('says until when the session is kept as other pages do', async () => {
    const api = new FakeApi();
    api.answer('GET /sessions/s/hold', () => ({ sessionId: 's', state: 'NONE', hold: null }));
    const card = mountPage(LegalHoldCard, { props: { sessionId: 's', retainedUntil: '2027-08-21T12:00:00.000Z' }, global: { provide: { [API as symbol]: api } } });
    await flushPromises();
    expect(card.text()).toContain('Kept until August 21, 2027 at the longest.');
    card.unmount();
  });
});

describe('an export', () => {
  const revoked: string[] = [];
  beforeEach(() => {
    jest.useFakeTimers();
    URL.createObjectURL = () => 'blob:1';
    URL.revokeObjectURL = (url) => { revoked.push(url); };
  });
  afterEach(() => { jest.useRealTimers(); });

  const json = (body: object): Blob => Object.assign(new Blob([], { type: 'application/json' }), { text: () => Promise.resolve(JSON.stringify(body)) });

  it('that is small is there at once, under a name that every file system takes', async () => {
    const api = { blob: () => Promise.resolve(new Blob(['{}\n'], { type: 'application/x-ndjson' })) } as unknown as ApiClient;
    const { state, start, reset } = inDisposedScope(() => useSessionExport(api, 'adhoc-a/b'));
    await start('none');
    expect(state.value).toEqual({ kind: 'ready', fileName: 'invigil-adhoc-a_b.ndjson', url: 'blob:1' });
    reset();
    expect(revoked).toEqual(['blob:1']);
  });

  it('that is large is asked for by its edition until it is written', async () => {
    const answers = [json({ status: 'RUNNING', edition: 'e1' }), json({ status: 'RUNNING', edition: 'e2' }), json({ status: 'READY', url: 'https://bucket/file' })];
    const asked: ApiRequest['query'][] = [];
    const blob = (_path: string, { query }: ApiRequest) => {
      asked.push(query);
      return Promise.resolve(answers.shift());
    };
    const { state, start } = inDisposedScope(() => useSessionExport({ blob } as unknown as ApiClient, 's'));
    const started = start('all');
    await jest.advanceTimersByTimeAsync(0);
    expect(state.value.kind).toBe('writing');
    await jest.advanceTimersByTimeAsync(6_000);
    await started;
    expect(state.value).toMatchObject({ kind: 'ready', url: 'https://bucket/file' });
    expect(asked).toEqual([null, 'e1', 'e2'].map((edition) => ({ frames: 'all', edition, redirect: 'false' })));
  });

  it('that nobody waits for any more is not asked for again', async () => {
    let asked = 0;
    const blob = () => {
      asked += 1;
      return Promise.resolve(json({ status: 'RUNNING', edition: 'e1' }));
    };
    const { state, start, reset } = inDisposedScope(() => useSessionExport({ blob } as unknown as ApiClient, 's'));
    void start('all');
    await jest.advanceTimersByTimeAsync(0);
    reset();
    await jest.advanceTimersByTimeAsync(60_000);
    expect([asked, state.value.kind]).toEqual([1, 'idle']);
  });
});

describe('the verification of an export', () => {
  /** A worker that answers when a test says so. */
  class FakeWorker {
    static readonly all: FakeWorker[] = [];
    onmessage: ((event: MessageEvent<VerifyAnswer>) => void) | null = null;
    onerror: (() => void) | null = null;
    ended = false;
    asked: VerifyRequest | null = null;

    constructor() { FakeWorker.all.push(this); }

    postMessage(request: VerifyRequest): void { this.asked = request; }
    terminate(): void { this.ended = true; }
    answer(data: VerifyAnswer): void { this.onmessage?.({ data } as MessageEvent<VerifyAnswer>); }
  }

  it('says how far it is, what came of it, and against which key; a second file ends the first', () => {
    const { state, verify } = inDisposedScope(() => useExportVerification({ createWorker: () => new FakeWorker() }));
    const file = new File(['12345'], 'a.ndjson');
    verify(file, null);
    verify(file, 'key');
    const [first, second] = FakeWorker.all;
    expect([first?.ended, second?.asked]).toEqual([true, { file, pinnedKey: 'key' }]);
    second?.answer({ kind: 'progress', readBytes: 3 });
    expect(state.value).toEqual({ kind: 'running', fileName: 'a.ndjson', readBytes: 3, sizeBytes: 5 });
    second?.answer({ kind: 'done', finding: null, facts: {} as never });
    expect(state.value).toMatchObject({ kind: 'done', finding: null, isPinned: true });
    expect(second?.ended).toBe(true);
  });

  it('that cannot be done says so', () => {
    const { state, verify, reset } = inDisposedScope(() => useExportVerification({ createWorker: () => new FakeWorker() }));
    verify(new File([], 'a.ndjson'), null);
    FakeWorker.all.at(-1)?.onerror?.();
    expect(state.value).toEqual({ kind: 'failed', fileName: 'a.ndjson', reason: 'UNREADABLE' });
    reset();
    expect(state.value.kind).toBe('idle');
  });
});
