import { beforeEach, describe, expect, it } from '@jest/globals';
import { eraseVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { InvalidRequestError, NotFoundError } from '../../../domain/errors.ts';
import { judge } from '../../../domain/judge.ts';
import { createPolicy, rulesOf } from '../../../domain/policy.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { PolicyPreview } from '../../../functions/shared/logic/policy-preview.ts';
import type { SessionChain } from '../../../functions/shared/ports/session-chain.ts';
import { FakeSessions } from '../../helpers/fake-ports.ts';
import { clearObservations, frame, label, observed, people, POLICY } from '../../helpers/observations.ts';

const STARTED_AT = '2026-03-01T10:00:00.000Z';
const NO_OBJECTS = createPolicy({ ...rulesOf(POLICY), objects: [] });
const STRETCH = 4;

let sessions: FakeSessions;
let verdicts: Verdict[];
let remainingMs: number;

beforeEach(() => {
  sessions = new FakeSessions();
  verdicts = [];
  remainingMs = 25_000;
});

/** Reads a few verdicts at a time. */
const chain: Pick<SessionChain, 'readAfter'> = {
  readAfter: (sessionId, sequence) => {
    const rest = verdicts.filter((verdict) => verdict.sessionId === sessionId && verdict.sequence > sequence);
    return Promise.resolve({ verdicts: rest.slice(0, STRETCH), seal: null, isLast: rest.length <= STRETCH });
  },
};

const preview = async (wanted: Parameters<PolicyPreview['run']>[1], cursor: string | null = null, policy = NO_OBJECTS) =>
  new PolicyPreview({ sessions, chain, now: () => new Date('2026-03-01T10:00:10.000Z') }).run(policy, wanted, cursor, () => remainingMs);

/** A session with a phone in every frame, a frame a second or at these pauses. */
async function record(sessionId: string, count: number, { examId = 'exam', pauseMs = 1_000 }: { examId?: string | null; pauseMs?: number } = {}): Promise<void> {
  await sessions.create({ sessionId, examId, candidate: { sub: 'somebody', email: null }, expected: null, consentVersion: null, startedAt: STARTED_AT, firstPolicy: POLICY });
  const observations = { ...clearObservations(), labels: observed([people(98), label('Mobile Phone', 90)]) };
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const receivedAt = new Date(Date.parse(STARTED_AT) + sequence * pauseMs).toISOString();
    verdicts.push(judge(frame({ sessionId, receivedAt, verdictId: `${sessionId}-${String(sequence)}`, image: { ...frame().image, sha256: String(sequence).padEnd(64, 'f'), perceptualHash: null } }), observations, sequence === 1 ? null : { sequence: sequence - 1, hash: '' }));
  }
}

describe('a preview', () => {
  it('judges a whole session again, stretch by stretch', async () => {
    await record('exam-1', 9);
    const { items, nextCursor } = await preview({ sessionIds: ['exam-1'] });
    expect(items).toMatchObject([{ sessionId: 'exam-1', verdictCount: 9, truncated: false, verdictsChanged: 9, exact: true, decisionsBefore: { flagged: 9 }, decisionsAfter: { clear: 9 }, incidentsAdded: [], incidentsRemoved: [{ rule: 'object', frameCount: 9, endedAt: null }], incidentsKept: 0 }]);
    expect(nextCursor).toBeNull();
  });

  it('ends a page when its time is up, and goes on from there', async () => {
    for (const sessionId of ['exam-1', 'exam-2', 'exam-3']) await record(sessionId, 2);
    remainingMs = 5_000;
    const first = await preview({ lastSessions: 2 });
    expect(first.items.map(({ sessionId }) => sessionId)).toEqual(['exam-1']);
    await expect(preview({ lastSessions: 2 }, first.nextCursor, POLICY)).rejects.toThrow(InvalidRequestError);
    const second = await preview({ lastSessions: 2 }, first.nextCursor);
    expect([second.items.map(({ sessionId, verdictCount }) => [sessionId, verdictCount]), second.nextCursor]).toEqual([[['exam-2', 2]], null]);
  });

  it('says of a session that is too long for its time how far it came', async () => {
    await record('exam-1', 9);
    remainingMs = 5_000;
    const { items } = await preview({ sessionIds: ['exam-1'] });
    expect(items).toMatchObject([{ verdictCount: STRETCH, truncated: true, incidentsRemoved: [{ rule: 'object', frameCount: 4 }] }]);
  });

  it('cannot judge again what was erased', async () => {
    await record('exam-1', 3);
    verdicts = verdicts.map((verdict) => eraseVerdict(verdict, 'erasure-1') as unknown as Verdict);
    const { items } = await preview({ sessionIds: ['exam-1'] });
    expect(items).toMatchObject([{ verdictCount: 3, verdictsChanged: 0, exact: false }]);
    expect(items[0]?.inexact).toContainEqual({ check: 'objects', why: 'ERASED', verdictCount: 3 });
  });

  it('finds gaps in an exam, none between frames that nobody has promised', async () => {
    await record('exam-1', 2, { pauseMs: 4_000 });
    await record('adhoc-1', 2, { examId: null, pauseMs: 4_000 });
    const eager = createPolicy({ ...rulesOf(POLICY), maxGapMs: 3_000 });
    const { items } = await preview({ sessionIds: ['exam-1', 'adhoc-1'] }, null, eager);
    expect(items.map(({ incidentsAdded }) => incidentsAdded.map(({ rule }) => rule))).toEqual([['gap'], []]);
  });

  it('is of sessions that there are', async () => {
    await expect(preview({ sessionIds: ['exam-1'] })).rejects.toThrow(NotFoundError);
    expect(await preview({ lastSessions: 5 })).toEqual({ items: [], nextCursor: null });
  });
});
