import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ChainSeal } from '../../../domain/chain.ts';
import { eraseVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { judge } from '../../../domain/judge.ts';
import { adHocSessionId, type Session } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import type { Caller } from '../../../functions/shared/http/request.ts';
import { IdleSessions } from '../../../functions/shared/logic/idle-sessions.ts';
import { SessionEndings } from '../../../functions/shared/logic/session-endings.ts';
import { SessionFollower } from '../../../functions/shared/logic/session-follower.ts';
import type { ChainLink } from '../../../functions/shared/ports/session-chain.ts';
import type { SessionRecord } from '../../../functions/shared/ports/sessions.ts';
import type { Signer } from '../../../functions/shared/ports/signer.ts';
import { toSession } from '../../../functions/shared/session-view.ts';
import { FakeSessionChain, FakeSessions, FakeVerdictStore } from '../../helpers/fake-ports.ts';
import { clearObservations, frame, POLICY } from '../../helpers/observations.ts';

const SUB = 'b7e6a9f2-7a3e-4f0b-9c1d-0f4f0f4f0f4f';
const auditor = { sub: 'auditor', email: null, groups: ['auditor' as const] };
const always = (): boolean => true;

let now: Date;
let store: FakeVerdictStore;
let chain: FakeSessionChain;
let sessions: FakeSessions;
let signer: Signer & { statements: unknown[] };

beforeEach(() => {
  now = new Date('2026-03-01T10:00:00.000Z');
  store = new FakeVerdictStore();
  chain = new FakeSessionChain(store);
  sessions = new FakeSessions();
  const statements: unknown[] = [];
  signer = {
    statements,
    sign: (statement) => {
      statements.push(statement);
      return Promise.resolve({ keyId: 'arn:key', algorithm: 'ECDSA_SHA_256', value: `signature ${statements.length}` });
    },
    publicKey: () => Promise.resolve(''),
  };
});

const follower = (): SessionFollower => new SessionFollower({ sessions, chain });
const endings = (): SessionEndings => new SessionEndings({ sessions, chain, follower: follower(), signer, now: () => now });
const idle = (): IdleSessions => new IdleSessions({ sessions, chain, endings: endings(), now: () => now });

async function startSession(sessionId = 'exam-1', examId: string | null = 'algebra'): Promise<SessionRecord> {
  await sessions.create({ sessionId, examId, candidate: { sub: SUB, email: null }, expected: null, consentVersion: null, startedAt: now.toISOString(), firstPolicy: POLICY });
  return current(sessionId);
}

function current(sessionId = 'exam-1'): SessionRecord {
  const session = sessions.records.get(sessionId);
  if (session === undefined) throw new Error('There is no such session.');
  return session;
}

function shown(session: SessionRecord, caller: Caller, at: Date): Session {
  return toSession(session, { caller, now: at });
}

/** Records verdicts without anybody moving the session on. */
function record(count: number, sessionId = 'exam-1'): Verdict[] {
  return Array.from({ length: count }, () => {
    const head = store.verdicts.findLast((verdict) => verdict.sessionId === sessionId) ?? null;
    const verdict = judge(frame({ sessionId, verdictId: `${sessionId}-${(head?.sequence ?? 0) + 1}`, receivedAt: now.toISOString() }), clearObservations(), head);
    store.verdicts.push(verdict);
    return verdict;
  });
}

const end = async (session = current()): Promise<SessionRecord> => endings().end(session, { endReason: 'CANDIDATE' }, always);

describe('ending a session', () => {
  it('seals what is on record, counts all of it, and signs it', async () => {
    const session = await startSession();
    const head = record(3).at(-1);
    expect(await end(session)).toMatchObject({ state: 'ended', endReason: 'CANDIDATE', endedAt: now.toISOString(), progress: { counters: { clear: 3 } }, seal: { count: 3, head: head?.hash } });
    expect(signer.statements).toEqual([{ sessionId: 'exam-1', count: 3, head: head?.hash }]);
    expect(chain.seals).toMatchObject([{ sequence: 4, recordType: 'seal' }]);
  });

  it('answers the same again, and signs nothing a second time', async () => {
    await startSession();
    record(1);
    const ended = await end();
    now = new Date('2026-03-02T10:00:00.000Z');
    expect(await end()).toEqual(ended);
    expect(shown(await end(), auditor, now)).toEqual(shown(ended, auditor, now));
    expect(signer.statements).toHaveLength(1);
  });

  it.each([
    ['after the seal', () => { sessions.end = () => Promise.reject(new Error('killed')); }, 'open'],
    ['after the session was moved', () => { signer = { ...signer, sign: () => Promise.reject(new Error('killed')) }; }, 'ended'],
    ['after the signature', () => { sessions.finish = () => Promise.reject(new Error('killed')); }, 'ended'],
  ])('goes on where it was stopped %s', async (_, stop, state) => {
    await startSession();
    record(2);
    const working = signer;
    stop();
    await expect(end()).rejects.toThrow('killed');
    expect(current()).toMatchObject({ state, seal: null });
    for (const method of ['end', 'finish'] as const) Reflect.deleteProperty(sessions, method);
    signer = working;
    const endedAt = now.toISOString();
    now = new Date('2026-03-03T10:00:00.000Z');
    expect(await idle().end(always)).toEqual({ ended: 1, failed: 0 });
    expect(current()).toMatchObject({ state: 'ended', endReason: 'CANDIDATE', endedAt, progress: { counters: { clear: 2 } }, seal: { count: 2 } });
  });

  it('seals behind frames that are recorded meanwhile', async () => {
    await startSession();
    let rounds = 0;
    chain = new (class extends FakeSessionChain {
      override async seal(seal: ChainSeal): Promise<boolean> {
        rounds += 1;
        if (rounds <= 3) record(1);
        return super.seal(seal);
      }
    })(store);
    expect(await end()).toMatchObject({ progress: { counters: { clear: 3 } }, seal: { count: 3 } });
    expect(chain.seals).toMatchObject([{ sequence: 4 }]);
  });

  it('gives twenty who end it at once one seal and one signature', async () => {
    const session = await startSession();
    record(5);
    const ended = await Promise.all(Array.from({ length: 20 }, () => end(session)));
    expect(new Set(ended.map((answer) => JSON.stringify(answer.seal))).size).toBe(1);
    expect(chain.seals).toHaveLength(1);
  });

  it('counts what is left of erased verdicts', async () => {
    await startSession();
    const verdicts = record(6);
    // As they stand in the table.
    store.verdicts.splice(0, 4, ...(verdicts.slice(0, 4).map((verdict) => eraseVerdict(verdict, 'erasure-1')) as unknown as Verdict[]));
    const ended = await end();
    expect(ended).toMatchObject({ progress: { counters: { clear: 6 } }, seal: { count: 6, head: verdicts.at(-1)?.hash } });
    expect(shown(ended, auditor, now).incidents).toEqual([]);
  });

  it('is finished by a reader as far as the seal, where it was left', async () => {
    const session = await startSession();
    record(2);
    await chain.seal({ sessionId: 'exam-1', sequence: 3, recordType: 'seal', count: 2, head: null, endedAt: now.toISOString(), endReason: 'CANDIDATE' });
    expect(await follower().catchUp(session, always)).toMatchObject({ state: 'ended', progress: { counters: { clear: 2 } }, seal: null });
    expect(await follower().catchUp(current(), always)).toEqual(current());
  });
});

describe('idle sessions', () => {
  const hours = (count: number): void => { now = new Date(now.getTime() + count * 3_600_000); };

  it('of exams end a day after their last frame, and not before', async () => {
    await startSession();
    hours(20);
    record(1);
    hours(23.9);
    expect(await idle().end(always)).toEqual({ ended: 0, failed: 0 });
    hours(0.2);
    expect(await idle().end(always)).toEqual({ ended: 1, failed: 0 });
    expect(current()).toMatchObject({ state: 'ended', endReason: 'ABANDONED', seal: { count: 1 } });
    expect(await idle().end(always)).toEqual({ ended: 0, failed: 0 });
  });

  it('without any frame end a day after they began', async () => {
    await startSession();
    hours(24);
    await idle().end(always);
    expect(current()).toMatchObject({ endReason: 'ABANDONED', seal: { count: 0, head: null } });
  });

  it('of no exam end with their day, once frames of its last seconds are on record', async () => {
    now = new Date('2026-03-01T23:59:50.000Z');
    const sessionId = adHocSessionId(SUB, now.toISOString());
    await startSession(sessionId, null);
    record(1, sessionId);
    now = new Date('2026-03-02T00:04:00.000Z');
    expect(await idle().end(always)).toEqual({ ended: 0, failed: 0 });
    now = new Date('2026-03-02T00:05:01.000Z');
    await idle().end(always);
    expect(current(sessionId)).toMatchObject({ state: 'ended', endReason: 'DAY_OVER', endedAt: '2026-03-02T00:00:00.000Z', seal: { count: 1 } });
  });

  it('end although another one cannot be ended, which is tried again', async () => {
    for (const sessionId of ['exam-1', 'exam-2']) await startSession(sessionId);
    hours(25);
    const working = chain;
    chain = new (class extends FakeSessionChain {
      override async last(sessionId: string): Promise<ChainLink | null> {
        return sessionId === 'exam-1' ? Promise.reject(new Error('throttled')) : super.last(sessionId);
      }
    })(store);
    expect(await idle().end(always)).toEqual({ ended: 1, failed: 1 });
    expect([current('exam-1').state, current('exam-2').state]).toEqual(['open', 'ended']);
    chain = working;
    expect(await idle().end(always)).toEqual({ ended: 1, failed: 0 });
  });

  it('are left for the next time when there is no more time', async () => {
    for (const sessionId of ['exam-1', 'exam-2', 'exam-3']) await startSession(sessionId);
    hours(25);
    let asked = 0;
    await idle().end(() => { asked += 1; return asked === 1; });
    expect(['exam-1', 'exam-2', 'exam-3'].map((sessionId) => current(sessionId).state)).toEqual(['ended', 'open', 'open']);
  });
});

describe('a session as it is shown', () => {
  it('has the gap that is going on, which ends with the session', async () => {
    await startSession();
    record(2);
    await follower().catchUp(current(), always);
    now = new Date(now.getTime() + POLICY.maxGapMs + 60_000);
    const open = shown(current(), auditor, now);
    expect(open.incidents).toMatchObject([{ rule: 'gap', endedAt: null }]);
    const ended = shown(await end(), auditor, new Date(now.getTime() + 3_600_000));
    expect(ended.incidents).toMatchObject([{ rule: 'gap', startedAt: open.incidents[0]?.startedAt, endedAt: now.toISOString() }]);
  });

  it('has no gaps where it belongs to no exam', async () => {
    const sessionId = adHocSessionId(SUB, now.toISOString());
    await startSession(sessionId, null);
    record(1, sessionId);
    now = new Date(now.getTime() + 3_600_000);
    record(1, sessionId);
    const session = await follower().catchUp(current(sessionId), always);
    now = new Date(now.getTime() + 3_600_000);
    expect(shown(session, auditor, now)).toMatchObject({ counters: { clear: 2 }, incidents: [] });
  });

  it('tells auditors alone of a legal hold', async () => {
    const legalHold = { reason: 'An appeal', heldBy: 'somebody', heldAt: now.toISOString() };
    const session = { ...(await startSession()), legalHold };
    expect([shown(session, auditor, now).legalHold, shown(session, { ...auditor, groups: ['candidate'] }, now).legalHold]).toEqual([legalHold, null]);
  });

  it('says until when it is kept: counted from its start, also when it has ended, and not while it is held', async () => {
    await startSession();
    expect(shown(current(), auditor, now).retainedUntil).toBe('2026-08-28T10:00:00.000Z');
    now = new Date('2026-03-02T11:30:00.000Z');
    const ended = await end();
    expect(shown(ended, auditor, now).retainedUntil).toBe('2026-08-28T10:00:00.000Z');
    const legalHold = { reason: 'An appeal', heldBy: 'somebody', heldAt: now.toISOString() };
    expect(shown({ ...ended, legalHold, expiresAt: null }, { ...auditor, groups: ['candidate'] }, now).retainedUntil).toBeNull();
  });
});
