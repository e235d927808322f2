import { describe, expect, it } from '@jest/globals';
import { HoldApplication, type HoldPosition } from '../../../functions/shared/logic/hold-application.ts';
import type { EvidenceItem, EvidenceKind, HoldState, SessionEvidence, SessionHolds } from '../../../functions/shared/ports/session-holds.ts';

const HOLD = { reason: 'An appeal.', heldBy: 'auditor', heldAt: '2026-03-01T10:00:00.000Z' };
const ENDED: HoldState = { sessionId: 's', hold: HOLD, changeId: 'change-1', isApplied: false, startedAt: '2026-03-01T09:00:00.000Z', endedAt: '2026-03-01T10:00:00.000Z', expiresAt: null };
/** Its session's, once the hold is lifted. */
const EXPIRES_AT = 1_788_000_000;
const now = (): Date => new Date('2026-03-01T11:00:00.000Z');

class FakeHolds implements SessionHolds {
  state: HoldState | null;

  constructor(state: HoldState | null) {
    this.state = state;
  }

  find(): Promise<HoldState | null> {
    return Promise.resolve(this.state);
  }

  change(): Promise<boolean> {
    return Promise.reject(new Error('Nobody changes holds here.'));
  }

  markApplied(_sessionId: string, changeId: string): Promise<void> {
    if (this.state?.changeId === changeId) this.state = { ...this.state, isApplied: true };
    return Promise.resolve();
  }
}

/** Five pages of two: two of verdicts, one of each other kind. */
class FakeEvidence implements SessionEvidence {
  readonly expiries = new Map<string, number | null>();
  /** Whether a frame has been recorded that was on its way. */
  hasLateFrame = false;
  onPage: (kind: EvidenceKind, after: string | null) => void = () => undefined;

  page(_session: HoldState, kind: EvidenceKind, after: string | null): Promise<{ items: EvidenceItem[]; next: string | null }> {
    const items: EvidenceItem[] = ['a', 'b'].map((name) => ({ kind: 'frame', key: `${kind}-${after ?? 'first'}-${name}` }));
    if (this.hasLateFrame && kind === 'verdict' && after !== null) items.push({ kind: 'frame', key: 'late' });
    this.onPage(kind, after);
    return Promise.resolve({ items, next: kind === 'verdict' && after === null ? 'second' : null });
  }

  setExpiry(item: EvidenceItem, expiresAt: number | null): Promise<void> {
    this.expiries.set(JSON.stringify(item.key), expiresAt);
    return Promise.resolve();
  }
}

describe('the application of a hold', () => {
  it('reaches every kind and page, and says so', async () => {
    const holds = new FakeHolds(ENDED);
    const evidence = new FakeEvidence();
    await expect(new HoldApplication({ holds, evidence, now }).apply('s', null, () => true)).resolves.toEqual({ position: null, waitSeconds: 0 });
    expect(evidence.expiries.size).toBe(10);
    expect(new Set(evidence.expiries.values())).toEqual(new Set([null]));
    expect(holds.state?.isApplied).toBe(true);
  });

  it('goes on where it stopped', async () => {
    const holds = new FakeHolds(ENDED);
    const evidence = new FakeEvidence();
    const application = new HoldApplication({ holds, evidence, now });
    let position: HoldPosition | null = null;
    let steps = 0;
    do {
      ({ position } = await application.apply('s', position, () => false));
      steps += 1;
    } while (position !== null);
    expect(steps).toBe(5);
    expect(evidence.expiries.size).toBe(10);
    expect(holds.state?.isApplied).toBe(true);
  });

  it('begins anew when the hold was lifted meanwhile', async () => {
    const holds = new FakeHolds(ENDED);
    const evidence = new FakeEvidence();
    evidence.onPage = (kind) => {
      if (kind === 'review' && holds.state?.changeId === 'change-1') holds.state = { ...ENDED, hold: null, changeId: 'change-2', expiresAt: EXPIRES_AT };
    };
    await new HoldApplication({ holds, evidence, now }).apply('s', null, () => true);
    expect(evidence.expiries.size).toBe(10);
    expect(new Set(evidence.expiries.values())).toEqual(new Set([EXPIRES_AT]));
    expect(holds.state).toMatchObject({ changeId: 'change-2', isApplied: true });
  });

  it('goes over an open session twice, for what was on its way', async () => {
    const holds = new FakeHolds({ ...ENDED, endedAt: null });
    const evidence = new FakeEvidence();
    const application = new HoldApplication({ holds, evidence, now });
    const first = await application.apply('s', null, () => true);
    expect(first).toEqual({ position: { changeId: 'change-1', kind: 'verdict', after: null, isLastPass: true }, waitSeconds: 30 });
    expect(holds.state?.isApplied).toBe(false);
    await expect(application.apply('s', first.position, () => true)).resolves.toEqual({ position: null, waitSeconds: 0 });
    expect(holds.state?.isApplied).toBe(true);
  });

  it('finds the frame that was on its way when the session was held, also where the session is ended meanwhile', async () => {
    const holds = new FakeHolds({ ...ENDED, endedAt: null });
    const evidence = new FakeEvidence();
    // Recorded as it was when it arrived, behind the last page of verdicts; then the candidate ends the session.
    evidence.onPage = (kind) => {
      if (kind !== 'review' || evidence.hasLateFrame) return;
      evidence.hasLateFrame = true;
      holds.state = { ...ENDED, endedAt: '2026-03-01T11:00:00.000Z' };
    };
    const application = new HoldApplication({ holds, evidence, now });
    const first = await application.apply('s', null, () => true);
    expect([first.waitSeconds, evidence.expiries.has('"late"')]).toEqual([30, false]);
    await application.apply('s', first.position, () => true);
    expect([evidence.expiries.get('"late"'), holds.state?.isApplied]).toEqual([null, true]);
  });

  it('goes over a session twice that ended a moment ago', async () => {
    const holds = new FakeHolds({ ...ENDED, endedAt: '2026-03-01T10:59:45.000Z' });
    const { position, waitSeconds } = await new HoldApplication({ holds, evidence: new FakeEvidence(), now }).apply('s', null, () => true);
    expect([position?.isLastPass, waitSeconds]).toEqual([true, 30]);
  });

  it('has nothing to do once the session is gone', async () => {
    await expect(new HoldApplication({ holds: new FakeHolds(null), evidence: new FakeEvidence(), now }).apply('s', null, () => true)).resolves.toEqual({ position: null, waitSeconds: 0 });
  });
});
