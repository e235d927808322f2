import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advanceProgress, type CountedVerdict } from '../../domain/incidents/advance-progress.ts';
import type { IncidentRule } from '../../domain/incidents/incident.ts';
import { incidentsAt } from '../../domain/incidents/incidents-at.ts';
import { SIGNALS, SIGNALS_OF_SEVERAL_FRAMES } from '../../domain/incidents/signals.ts';
import { startProgress, type SessionProgress } from '../../domain/incidents/session-progress.ts';
import { countedVerdict, policyOfRules, SERIES_STARTED_AT, verdictSeries, type SeriesFrame } from '../helpers/verdict-series.ts';

const OF_ONE_FRAME = SIGNALS.filter((signal) => !SIGNALS_OF_SEVERAL_FRAMES.includes(signal));

const rule = (name: string): fc.Arbitrary<IncidentRule> =>
  fc
    .record({ signals: fc.uniqueArray(fc.constantFrom(...SIGNALS), { minLength: 1, maxLength: 4 }), frames: fc.integer({ min: 2, max: 6 }), more: fc.integer({ min: 0, max: 6 }), severity: fc.constantFrom('low' as const, 'medium' as const, 'high' as const) })
    .map(({ more, ...rest }) => ({ name, ...rest, ofLast: rest.frames + more }));
const policy = fc.tuple(rule('a'), rule('b'), rule('c'), fc.integer({ min: 1_000, max: 20_000 })).map(([a, b, c, maxGapMs]) => policyOfRules([a, b, c], maxGapMs));
const frame: fc.Arbitrary<SeriesFrame & { pauseMs: number }> = fc.record({
  signals: fc.uniqueArray(fc.constantFrom(...OF_ONE_FRAME), { maxLength: 3 }),
  picture: fc.integer({ min: 1, max: 5 }),
  pauseMs: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -200, max: 2_000 }) }, { weight: 1, arbitrary: fc.integer({ min: 10_000, max: 60_000 }) }),
});

/** Frames of a session, most of them judged by one policy, the last by another. */
const session = fc.record({ frames: fc.array(frame, { maxLength: 80 }), first: policy, second: policy, changeAt: fc.nat(80) }).map(({ frames, first, second, changeAt }) => {
  let atMs = 0;
  return frames.map(({ pauseMs, ...rest }, index) => {
    atMs += pauseMs;
    return countedVerdict(index + 1, { ...rest, atMs }, index < changeAt ? first : second);
  });
});

function fold(verdicts: readonly CountedVerdict[], progress: SessionProgress = startProgress()): SessionProgress {
  return verdicts.reduce((folded, verdict) => advanceProgress(folded, verdict, { startedAt: SERIES_STARTED_AT }), progress);
}

function endOf(progress: SessionProgress) {
  return incidentsAt(progress, { endedAt: progress.latestAt ?? SERIES_STARTED_AT, startedAt: SERIES_STARTED_AT, policy: policyOfRules() });
}

describe('a session’s progress', () => {
  it('is the same whether its verdicts are folded at once or in pieces that were stored in between, and folding changes nothing that was', () => {
    fc.assert(
      fc.property(session, fc.array(fc.nat(80), { maxLength: 4 }), (verdicts, cuts) => {
        const whole = fold(verdicts);
        const edges = [0, ...cuts.map((cut) => Math.min(cut, verdicts.length)).sort((a, b) => a - b), verdicts.length];
        let pieces = startProgress();
        for (const [index, from] of edges.slice(0, -1).entries()) {
          const stored = JSON.stringify(pieces);
          const next = fold(verdicts.slice(from, edges[index + 1]), pieces);
          expect(JSON.stringify(pieces)).toBe(stored);
          pieces = JSON.parse(JSON.stringify(next)) as SessionProgress;
        }
        expect(pieces).toEqual(whole);
      }),
    );
  });

  it('has no incident of which too few frames count, cites frames that there are, in order, and ends none before it began', () => {
    fc.assert(
      fc.property(session, (verdicts) => {
        const rules = new Map(verdicts.flatMap(({ policy: { incidentRules = [] } }) => incidentRules.map((each) => [JSON.stringify([each.name, each.severity]), each.frames])));
        for (const incident of endOf(fold(verdicts))) {
          expect(incident.frameCount).toBeGreaterThanOrEqual(Math.min(2, rules.get(JSON.stringify([incident.rule, incident.severity])) ?? Infinity));
          expect(incident.frames.length).toBeLessThanOrEqual(Math.min(6, incident.frameCount));
          const sequences = incident.frames.map(({ sequence }) => sequence);
          expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
          expect(incident.frames).toEqual(sequences.map((sequence) => ({ sequence, verdictId: `verdict-${String(sequence)}` })));
          expect(Date.parse(incident.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(incident.startedAt));
        }
      }),
    );
  });

  it('raises nothing for one frame fewer than a rule asks for, wherever they stand, and something for as many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.infiniteStream(fc.nat(3)), fc.nat(10), (frames, more, pauses, before) => {
        const rules: IncidentRule[] = [{ name: 'phone', signals: ['OBJECT_PRESENT'], frames, ofLast: frames + more, severity: 'high' }];
        const clear = (count: number): SeriesFrame[] => Array.from({ length: count }, () => ({}));
        const spread = [...pauses.take(frames - 2)].flatMap((pause) => [...clear(Math.min(pause, more)), { signals: ['OBJECT_PRESENT'] as ['OBJECT_PRESENT'] }]);
        const tooFew: SeriesFrame[] = [...clear(before), { signals: ['OBJECT_PRESENT'] }, ...spread, ...clear(frames + more)];
        expect(endOf(fold(verdictSeries(tooFew, policyOfRules(rules))))).toEqual([]);
        const enough: SeriesFrame[] = [...clear(before), ...Array.from({ length: frames }, () => ({ signals: ['OBJECT_PRESENT'] as ['OBJECT_PRESENT'] }))];
        expect(endOf(fold(verdictSeries(enough, policyOfRules(rules))))).toMatchObject([{ incidentId: 'phone-1', frameCount: frames }]);
      }),
    );
  });

  it('stays below 150 KB through 10,800 frames under the largest policy, whatever they show, also when policies come and go', () => {
    const rulesNamed = (prefix: string): IncidentRule[] =>
      Array.from({ length: 16 }, (_, index) => ({ name: `${prefix}-${'x'.repeat(24)}-${String(index)}`, signals: [SIGNALS[index % OF_ONE_FRAME.length] ?? 'GAP'], frames: 2, ofLast: index === 0 ? 60 : 2, severity: index % 2 === 0 ? 'high' : 'low' }));
    const policies = Array.from({ length: 12 }, (_, index) => policyOfRules(rulesNamed(`rules-${String(index)}`), 5_000));
    let progress = startProgress();
    let largest = 0;
    for (let sequence = 1; sequence <= 10_800; sequence += 1) {
      const signals = Math.floor(sequence / 4) % 2 === 0 ? OF_ONE_FRAME : [];
      const verdict = countedVerdict(sequence, { signals, atMs: sequence * 6_000, perceptualHash: 'A'.repeat(43) }, policies[Math.floor(sequence / 900) % policies.length] ?? policyOfRules());
      progress = advanceProgress(progress, { ...verdict, verdictId: `00000000-0000-4000-8000-${String(sequence).padStart(12, '0')}` }, { startedAt: SERIES_STARTED_AT });
      if (sequence % 100 === 0) largest = Math.max(largest, JSON.stringify(progress).length);
    }
    expect(progress.counters.flagged + progress.counters.clear).toBe(10_800);
    expect(progress.incidents.length).toBeGreaterThan(100);
    expect(largest).toBeLessThan(150_000);
  });
});
