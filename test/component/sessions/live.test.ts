import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ref, shallowRef } from 'vue';
import type { Incident, Severity } from '../../../domain/incidents/incident.ts';
import type { Session } from '../../../domain/session.ts';
import { ApiError, NetworkError, SignedOutError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import type { ServerClock } from '../../../frontend/api/server-clock.ts';
import LiveTile from '../../../frontend/components/live/LiveTile.vue';
import { useLiveSessions } from '../../../frontend/composables/useLiveSessions.ts';
import { useLiveWall } from '../../../frontend/composables/useLiveWall.ts';
import { usePolling } from '../../../frontend/composables/usePolling.ts';
import { useTileFrames } from '../../../frontend/composables/useTileFrames.ts';
import { liveQuery, readLiveLayout } from '../../../frontend/sessions/live-layout.ts';
import { liveGroup, liveOrder, type LiveSession } from '../../../frontend/sessions/live-order.ts';
import { gravestFirst, severityCounts } from '../../../frontend/sessions/severity-counts.ts';
import { FakePage } from '../helpers/fake-page.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';

const NOW_MS = Date.parse('2026-03-01T10:10:00.000Z');

function incidentOf(severity: Severity, part: Partial<Incident> = {}): Incident {
  return { incidentId: `${severity}-1`, rule: severity, severity, startedAt: '2026-03-01T10:05:00.000Z', endedAt: '2026-03-01T10:06:00.000Z', frameCount: 2, frames: [], ...part };
}

/** Its last frame came a second ago. */
function sessionOf(sessionId: string, part: Partial<Session> = {}): Session {
  return {
    sessionId,
    examId: 'algebra',
    startedAt: '2026-03-01T10:00:00.000Z',
    incidents: [],
    lastVerdict: { verdictId: `${sessionId}-1`, sequence: 1, decision: 'clear', receivedAt: new Date(NOW_MS - 1_000).toISOString() },
    ...part,
  } as Session;
}

const SILENT = { lastVerdict: { verdictId: 'old', sequence: 1, decision: 'clear', receivedAt: new Date(NOW_MS - 60_000).toISOString() } } as const;
const options = { silentAfterMs: 10_000 };

function live(session: Session, readAtMs = NOW_MS): LiveSession {
  return { session, readAtMs };
}

describe('the order of the live wall', () => {
  it('has incidents first, lasting and grave ones before others, then who went silent; of equals who began first', () => {
    const sessions = [
      sessionOf('late', { startedAt: '2026-03-01T10:02:00.000Z' }),
      sessionOf('early'),
      sessionOf('silent', SILENT),
      sessionOf('over-high', { incidents: [incidentOf('high')] }),
      sessionOf('lasts-low', { incidents: [incidentOf('low', { endedAt: null })] }),
      sessionOf('over-low', { incidents: [incidentOf('low')] }),
      sessionOf('lasts-high', { incidents: [incidentOf('high', { endedAt: null })] }),
    ];
    expect(liveOrder(sessions.map((session) => live(session)), options).map(({ sessionId }) => sessionId)).toEqual(['lasts-high', 'lasts-low', 'over-high', 'over-low', 'silent', 'early', 'late']);
  });

  it('calls nobody silent who never agreed to send without a pause, nor for a clock that is behind', () => {
    expect(liveGroup(live(sessionOf('a', { ...SILENT, examId: null })), options)).toBe('quiet');
    expect(liveGroup(live(sessionOf('a'), NOW_MS - 3_600_000), options)).toBe('quiet');
    expect(liveGroup(live(sessionOf('a', { lastVerdict: null })), options)).toBe('silent');
  });

  it('counts silence up to the moment when a session was read, and no further', () => {
    expect([1_000, 9_000, 11_001].map((laterMs) => liveGroup(live(sessionOf('a'), NOW_MS - 1_000 + laterMs), options))).toEqual(['quiet', 'quiet', 'silent']);
  });

  it('rests while somebody uses the tiles: none leaves its place, new ones come last', () => {
    const sessions = shallowRef<readonly LiveSession[] | null>([live(sessionOf('a')), live(sessionOf('b'))]);
    const interacting = ref(true);
    const { value: wall, dispose } = inScope(() => useLiveWall({ sessions, silentAfterMs: ref(10_000), interacting, size: ref(4), page: ref(1) }));
    const shown = () => wall.tiles.value.map(({ session, hasEnded }) => `${session.sessionId}${hasEnded ? ' ended' : ''}`);
    sessions.value = [live(sessionOf('c', { incidents: [incidentOf('high')] })), live(sessionOf('b'))];
    expect(shown()).toEqual(['a ended', 'b', 'c']);
    interacting.value = false;
    expect(shown()).toEqual(['c', 'b']);
    dispose();
  });

  it('shows a camera check while its frames come, and for a minute after the last', () => {
    const check = sessionOf('check', { examId: null });
    const sessions = shallowRef<readonly LiveSession[] | null>([live(check, NOW_MS + 59_000), live(sessionOf('exam', SILENT), NOW_MS + 59_000)]);
    const interacting = ref(false);
    const { value: wall, dispose } = inScope(() => useLiveWall({ sessions, silentAfterMs: ref(10_000), interacting, size: ref(4), page: ref(1) }));
    const shown = () => wall.tiles.value.map(({ session, hasEnded }) => `${session.sessionId}${hasEnded ? ' ended' : ''}`);
    expect(shown()).toEqual(['exam', 'check']);
    interacting.value = true;
    sessions.value = [live(check, NOW_MS + 59_001), live(sessionOf('exam', SILENT), NOW_MS + 59_001)];
    expect(shown()).toEqual(['exam', 'check']);
    interacting.value = false;
    expect(shown()).toEqual(['exam']);
    dispose();
  });

  it('is shown in pages, the last one where there are fewer', () => {
    const sessions = shallowRef<readonly LiveSession[] | null>(['a', 'b', 'c', 'd', 'e'].map((id) => live(sessionOf(id))));
    const { value: wall } = inScope(() => useLiveWall({ sessions, silentAfterMs: ref(10_000), interacting: ref(false), size: ref(4), page: ref(7) }));
    expect([wall.pageCount.value, wall.shownPage.value, wall.visible.value.map(({ session }) => session.sessionId)]).toEqual([2, 2, ['e']]);
  });

  it('has a layout that goes through the address', () => {
    expect([{}, { tiles: '16' }, { tiles: '4', page: '3' }].map((query) => liveQuery(readLiveLayout(query)))).toEqual([{}, { tiles: '16' }, { tiles: '4', page: '3' }]);
    expect(readLiveLayout({ tiles: '7', page: '-1' })).toEqual({ size: '9', page: 1 });
  });
});

describe('a tile', () => {
  it.each([
    ['just now', 0], ['just now', 999], ['1 s ago', 1_000], ['1 min 5 s ago', 65_900],
  ])('says that its frame came %s, after %i ms', (said, afterMs) => {
    const session = { ...sessionOf('a', { lastVerdict: { ...SILENT.lastVerdict, receivedAt: new Date(NOW_MS - afterMs).toISOString() } }), candidate: { sub: 'sub-1', email: 'ada@example.org' } };
    const tile = mountPage(LiveTile, { props: { session, frame: null, nowMs: NOW_MS, hasEnded: false, silent: false } });
    expect(tile.findAll('dd').at(1)?.text()).toBe(said);
    tile.unmount();
  });
});

describe('a tile without a picture', () => {
  it.each([['The picture could not be had', true], ['The frame is not there any more', false]])('says: %s', (said, failed) => {
    const session = { ...sessionOf('a'), candidate: { sub: 'sub-1', email: 'ada@example.org' } };
    const tile = mountPage(LiveTile, { props: { session, frame: { verdictId: 'a-1', url: null, failed }, nowMs: NOW_MS, hasEnded: false, silent: false } });
    expect(tile.text()).toContain(said);
    tile.unmount();
  });
});

describe('severities', () => {
  it('are counted with all that an incident stands for, and sorted', () => {
    const incidents = [incidentOf('low'), incidentOf('high', { mergedCount: 3 }), incidentOf('high', { incidentId: 'high-2', startedAt: '2026-03-01T10:07:00.000Z' })];
    expect(severityCounts(incidents)).toEqual([{ severity: 'high', count: 4 }, { severity: 'low', count: 1 }]);
    expect(gravestFirst(incidents).map(({ incidentId }) => incidentId)).toEqual(['high-2', 'high-1', 'low-1']);
  });
});

describe('polling', () => {
  beforeEach(() => { jest.useFakeTimers({ now: NOW_MS }); });
  afterEach(() => { jest.useRealTimers(); });

  it('begins the next round two seconds after the last began, and never two at once', async () => {
    let underWay = 0;
    let rounds = 0;
    let lastsMs = 500;
    const { dispose } = inScope(() => usePolling(async () => {
      underWay += 1;
      rounds += 1;
      expect(underWay).toBe(1);
      await new Promise((resolve) => { setTimeout(resolve, lastsMs); });
      underWay -= 1;
    }, { everyMs: 2_000, page: new FakePage() }));
    await jest.advanceTimersByTimeAsync(1_999);
    expect(rounds).toBe(1);
    lastsMs = 5_000;
    await jest.advanceTimersByTimeAsync(4_900);
    expect(rounds).toBe(2);
    await jest.advanceTimersByTimeAsync(200);
    expect(rounds).toBe(3);
    dispose();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(rounds).toBe(3);
  });

  it('rests while the page is hidden, and goes on at once when it is not', async () => {
    const page = new FakePage();
    let rounds = 0;
    const { dispose } = inScope(() => usePolling(() => { rounds += 1; return Promise.resolve(); }, { everyMs: 2_000, page: page }));
    page.hide(true);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(rounds).toBe(1);
    page.hide(false);
    expect(rounds).toBe(2);
    dispose();
  });

  it('says why a round failed and goes on, later each time; only the end of the session ends it', async () => {
    const failure = new NetworkError(new Error('down'));
    let thrown: Error | null = failure;
    let rounds = 0;
    const { value: polling } = inScope(() => usePolling(() => {
      rounds += 1;
      return thrown === null ? Promise.resolve() : Promise.reject(thrown);
    }, { everyMs: 2_000, page: new FakePage() }));
    await jest.advanceTimersByTimeAsync(0);
    expect([polling.error.value, polling.updatedAtMs.value]).toEqual([failure, null]);
    await jest.advanceTimersByTimeAsync(4_000);
    expect(rounds).toBe(2);
    thrown = null;
    await jest.advanceTimersByTimeAsync(6_000);
    expect([rounds, polling.error.value, polling.updatedAtMs.value]).toEqual([3, null, NOW_MS + 10_000]);
    thrown = new SignedOutError();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(rounds).toBe(4);
  });
});

/** An API whose list of sessions a test sets, page by page; everything else is a frame. */
function fakeApi(pages: () => Session[][]) {
  const asked: (string | null)[] = [];
  const frames: string[] = [];
  const json = (_path: string, { query = {} }: ApiRequest = {}) => {
    const at = Number(query.cursor ?? 0);
    asked.push(query.cursor ?? null);
    const all = pages();
    return Promise.resolve({ items: all[at] ?? [], nextCursor: at + 1 < all.length ? String(at + 1) : null });
  };
  const blob = (path: string) => {
    frames.push(path);
    return Promise.resolve(new Blob(['frame']));
  };
  return { api: { json, blob } as unknown as ApiClient, asked, frames };
}

describe('the open sessions', () => {
  beforeEach(() => { jest.useFakeTimers({ now: NOW_MS }); });
  afterEach(() => { jest.useRealTimers(); });

  /** Of a list in pages of 25, each of which takes so long: everybody has sent a frame a second before they are read. */
  function watch200({ pageMs, clock }: { pageMs: number; clock?: Pick<ServerClock, 'offsetMs'> }) {
    const asked: (string | null)[] = [];
    const json = async (_path: string, { query = {} }: ApiRequest = {}) => {
      const at = Number(query.cursor ?? 0);
      asked.push(query.cursor ?? null);
      await new Promise((resolve) => { setTimeout(resolve, pageMs); });
      const receivedAt = new Date(Date.now() + (clock?.offsetMs.value ?? 0) - 1_000).toISOString();
      const items = Array.from({ length: 25 }, (_, place) => sessionOf(`s${String(at + place)}`, { lastVerdict: { verdictId: 'v', sequence: 1, decision: 'clear', receivedAt } }));
      return { items, nextCursor: at + 25 < 200 ? String(at + 25) : null };
    };
    const { value, dispose } = inScope(() => useLiveSessions({ json } as unknown as ApiClient, { onIncidents: () => undefined, afterList: () => Promise.resolve(), page: new FakePage(), ...(clock === undefined ? {} : { clock }) }));
    const groups = () => new Set(value.sessions.value?.map((one) => liveGroup(one, options)));
    return { list: value, asked, groups, dispose };
  }

  it('are all read in each round, and nobody of 200 is silent however long that takes', async () => {
    const { list, asked, groups, dispose } = watch200({ pageMs: 3_000 });
    await jest.advanceTimersByTimeAsync(7 * 3_000);
    expect([list.sessions.value, list.updatedAtMs.value]).toEqual([null, null]);
    await jest.advanceTimersByTimeAsync(3_000);
    expect([list.sessions.value?.length, list.updatedAtMs.value]).toEqual([200, NOW_MS + 24_000]);
    for (let rounds = 0; rounds < 4; rounds += 1) {
      await jest.advanceTimersByTimeAsync(17_000);
      expect(groups()).toEqual(new Set(['quiet']));
    }
    expect(asked.slice(0, 9)).toEqual([null, '25', '50', '75', '100', '125', '150', '175', null]);
    dispose();
  });

  it.each([300_000, -300_000])('are silent by the clock of the server, from which that of the browser differs by %i ms', async (offsetMs) => {
    const { list, groups, dispose } = watch200({ pageMs: 10, clock: { offsetMs: ref(offsetMs) } });
    await jest.advanceTimersByTimeAsync(80);
    expect([list.sessions.value?.length, groups()]).toEqual([200, new Set(['quiet'])]);
    dispose();
  });

  it('have ended once they are in the list no more', async () => {
    let pages = [[sessionOf('a'), sessionOf('b')], [sessionOf('c')]];
    const { api } = fakeApi(() => pages);
    const { value: list, dispose } = inScope(() => useLiveSessions(api, { onIncidents: () => undefined, afterList: () => Promise.resolve(), page: new FakePage() }));
    const shown = () => list.sessions.value?.map(({ session }) => session.sessionId);
    await jest.advanceTimersByTimeAsync(0);
    expect(shown()).toEqual(['a', 'b', 'c']);
    pages = [[sessionOf('b')], [sessionOf('c')]];
    await jest.advanceTimersByTimeAsync(2_000);
    expect(shown()).toEqual(['b', 'c']);
    dispose();
  });

  it('tell of incidents that are new, and of none that was there when the page was opened', async () => {
    let incidents = [incidentOf('low')];
    const told: string[] = [];
    const { api } = fakeApi(() => [[sessionOf('a', { incidents })]]);
    const { dispose } = inScope(() => useLiveSessions(api, { onIncidents: (found) => { told.push(found.map(({ session, incident }) => `${session.sessionId} ${incident.incidentId}`).join()); }, afterList: () => Promise.resolve(), page: new FakePage() }));
    await jest.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([]);
    incidents = [...incidents, incidentOf('high'), incidentOf('medium')];
    await jest.advanceTimersByTimeAsync(6_000);
    expect(told).toEqual(['a high-1,a medium-1']);
    dispose();
  });
});

describe('the frames of the tiles', () => {
  const urls = new Set<string>();
  beforeEach(() => {
    let count = 0;
    URL.createObjectURL = () => {
      count += 1;
      urls.add(`blob:${count}`);
      return `blob:${count}`;
    };
    URL.revokeObjectURL = (url) => { urls.delete(url); };
  });

  it('are asked for once each, and given back when they are replaced or out of sight', async () => {
    const { api, frames } = fakeApi(() => []);
    const { value: tiles, dispose } = inScope(() => useTileFrames(api));
    const { signal } = new AbortController();
    await tiles.refresh([sessionOf('a'), sessionOf('b')], signal);
    await tiles.refresh([sessionOf('a'), sessionOf('b')], signal);
    expect([frames.length, urls.size]).toEqual([2, 2]);
    await tiles.refresh([sessionOf('a', { lastVerdict: { verdictId: 'a-2', sequence: 2, decision: 'clear', receivedAt: '' } })], signal);
    expect([frames.at(-1), urls.size, [...tiles.frames.value.keys()]]).toEqual(['/verdicts/a-2/frame', 1, ['a']]);
    dispose();
    expect(urls.size).toBe(0);
  });

  it('that cannot be had are marked, fail no round, and are asked for again', async () => {
    let failure: Error | null = new ApiError({ status: 500, code: 'INTERNAL', message: 'No.', requestId: null });
    const asked: string[] = [];
    const blob = (path: string) => {
      asked.push(path);
      return path.includes('/a-1/') && failure !== null ? Promise.reject(failure) : Promise.resolve(new Blob(['frame']));
    };
    const { value: tiles, dispose } = inScope(() => useTileFrames({ blob } as unknown as ApiClient));
    const { signal } = new AbortController();
    const both = [sessionOf('a'), sessionOf('b')];
    await tiles.refresh(both, signal);
    expect(tiles.frames.value.get('a')).toEqual({ verdictId: 'a-1', url: null, failed: true });
    expect(tiles.frames.value.get('b')).toMatchObject({ verdictId: 'b-1', failed: false });
    failure = null;
    await tiles.refresh(both, signal);
    expect(tiles.frames.value.get('a')).toMatchObject({ url: expect.stringContaining('blob:'), failed: false });
    expect(asked.length).toBe(3);
    failure = new SignedOutError();
    await expect(tiles.refresh([sessionOf('c'), ...both].map((session) => ({ ...session, sessionId: `new-${session.sessionId}` })), signal)).rejects.toBe(failure);
    dispose();
  });
});
