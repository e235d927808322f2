import type { Session } from '../../../domain/session.ts';

/** An open exam of ada's, unless it is said otherwise. */
export function sessionOf(changes: Partial<Session> = {}): Session {
  return {
    sessionId: 's-1',
    examId: 'algebra',
    candidate: { sub: 'ada', email: 'ada@example.org' },
    expected: null,
    state: 'open',
    startedAt: '2026-03-01T10:00:00.000Z',
    endedAt: null,
    endReason: null,
    counters: { clear: 0, flagged: 0, inconclusive: 0 },
    incidents: [],
    consentVersion: '1',
    lastVerdict: null,
    seal: null,
    legalHold: null,
    note: null,
    retainedUntil: '2026-08-28T10:00:00.000Z',
    ...changes,
  };
}

/** The same after its end. */
export function endedSession(changes: Partial<Session> = {}): Session {
  const seal = { sessionId: 's-1', count: 2, head: 'ab'.repeat(32), signedAt: '2026-03-01T11:00:01.000Z', signature: { keyId: 'key', algorithm: 'ECDSA_SHA_256', value: 'AA==' } } as const;
  return sessionOf({ state: 'ended', endedAt: '2026-03-01T11:00:00.000Z', endReason: 'CANDIDATE', counters: { clear: 1, flagged: 1, inconclusive: 0 }, seal, ...changes });
}
