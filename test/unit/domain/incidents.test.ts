import { describe, expect, it } from '@jest/globals';
import { advanceProgress, type CountedVerdict } from '../../../domain/incidents/advance-progress.ts';
import type { Incident, IncidentRule } from '../../../domain/incidents/incident.ts';
import { incidentsAt } from '../../../domain/incidents/incidents-at.ts';
import { startProgress, type SessionProgress } from '../../../domain/incidents/session-progress.ts';
import { countedVerdict, policyOfRules, SERIES_STARTED_AT, timeAt, verdictSeries, type SeriesFrame } from '../../helpers/verdict-series.ts';

const POLICY = policyOfRules();
const PHONE: SeriesFrame = { signals: ['OBJECT_PRESENT'] };
const CLEAR: SeriesFrame = {};

function fold(verdicts: readonly CountedVerdict[], progress: SessionProgress = startProgress()): SessionProgress {
  return verdicts.reduce((folded, verdict) => advanceProgress(folded, verdict, { startedAt: SERIES_STARTED_AT }), progress);
}

function nowAfter(progress: SessionProgress, ms = 500): Incident[] {
  return incidentsAt(progress, { now: new Date(Date.parse(progress.latestAt ?? SERIES_STARTED_AT) + ms).toISOString(), startedAt: SERIES_STARTED_AT, policy: POLICY });
}

function incidentsOf(frames: readonly SeriesFrame[], policy = POLICY): Incident[] {
  return nowAfter(fold(verdictSeries(frames, policy)));
}

const cited = ({ frames }: Incident): number[] => frames.map(({ sequence }) => sequence);
const summary = (incidents: readonly Incident[]) => incidents.map((incident) => [incident.incidentId, incident.startedAt, incident.endedAt, incident.frameCount, cited(incident)]);

describe('an incident', () => {
  it('begins when two of three frames show a phone, and lasts while they do', () => {
    expect(incidentsOf([CLEAR, PHONE, CLEAR, PHONE])).toEqual([
      { incidentId: 'object-1', rule: 'object', severity: 'high', startedAt: timeAt(2_000), endedAt: null, frameCount: 2, frames: [{ sequence: 2, verdictId: 'verdict-2' }, { sequence: 4, verdictId: 'verdict-4' }] },
    ]);
  });

  it.each([
    ['one frame', [CLEAR, PHONE, CLEAR, CLEAR, CLEAR]],
    ['two frames too far apart', [PHONE, CLEAR, CLEAR, PHONE, CLEAR, CLEAR, PHONE]],
    ['frames that each say something else', [PHONE, { signals: ['SEVERAL_PEOPLE'] }, { signals: ['UNSAFE_CONTENT'] }] as SeriesFrame[]],
  ])('does not begin with %s', (_, frames) => {
    expect(incidentsOf(frames)).toEqual([]);
  });

  it('ends with the last frame that counted, once fewer than half as many count as it began with', () => {
    const rules: IncidentRule[] = [{ name: 'away', signals: ['NO_PERSON'], frames: 4, ofLast: 5, severity: 'low' }];
    const away: SeriesFrame = { signals: ['NO_PERSON'] };
    const frames = [away, away, away, away, CLEAR, CLEAR, CLEAR];
    expect(summary(incidentsOf(frames, policyOfRules(rules)))).toEqual([['away-1', timeAt(1_000), null, 4, [1, 2, 3, 4]]]);
    expect(summary(incidentsOf([...frames, CLEAR], policyOfRules(rules)))).toEqual([['away-1', timeAt(1_000), timeAt(4_000), 4, [1, 2, 3, 4]]]);
  });

  it('goes on through a frame or two without what it is about, and is another one after a pause', () => {
    expect(summary(incidentsOf([PHONE, PHONE, CLEAR, CLEAR, PHONE, CLEAR, CLEAR, CLEAR, PHONE, PHONE]))).toEqual([
      ['object-1', timeAt(1_000), timeAt(5_000), 3, [1, 2, 5]],
      ['object-2', timeAt(9_000), null, 2, [9, 10]],
    ]);
  });

  it('cites the first three and the last three of its frames, and counts them all', () => {
    expect(summary(incidentsOf(Array.from({ length: 40 }, () => PHONE)))).toEqual([['object-1', timeAt(1_000), null, 40, [1, 2, 3, 38, 39, 40]]]);
  });

  it('is raised by checks that could not be made as well, five of ten', () => {
    const unknown: SeriesFrame = { signals: ['INCONCLUSIVE'] };
    const [incident] = incidentsOf([unknown, CLEAR, unknown, CLEAR, unknown, CLEAR, unknown, CLEAR, unknown]);
    expect(incident).toMatchObject({ incidentId: 'inconclusive-1', severity: 'low', frameCount: 5 });
    expect(incidentsOf([unknown, CLEAR, unknown, CLEAR, unknown, CLEAR, unknown])).toEqual([]);
  });

  it('is over when its session is', () => {
    const progress = fold(verdictSeries([PHONE, PHONE]));
    expect(incidentsAt(progress, { endedAt: timeAt(3_000), startedAt: SERIES_STARTED_AT, policy: POLICY })).toMatchObject([{ incidentId: 'object-1', endedAt: timeAt(2_000) }]);
  });
});

describe('counters', () => {
  it('count each verdict once, also one that comes a second time', () => {
    const verdicts = verdictSeries([CLEAR, PHONE, { signals: ['INCONCLUSIVE'] }, PHONE]);
    const progress = fold(verdicts);
    expect(progress).toMatchObject({ counters: { clear: 1, flagged: 2, inconclusive: 1 }, lastSequence: 4 });
    expect(fold(verdicts.slice(2), progress)).toBe(progress);
  });
});

describe('a gap', () => {
  it('lies between the frames that are too far apart', () => {
    expect(summary(incidentsOf([{}, { atMs: 6_000 }, { atMs: 12_001 }, { atMs: 13_000 }]))).toEqual([['gap-1', timeAt(6_000), timeAt(12_001), 2, [2, 3]]]);
  });

  it('is there while no frame comes, and is the same one when it does', () => {
    const progress = fold(verdictSeries([CLEAR, CLEAR]));
    expect(nowAfter(progress, 5_000)).toEqual([]);
    expect(summary(nowAfter(progress, 5_001))).toEqual([['gap-1', timeAt(2_000), null, 1, [2]]]);
    const resumed = fold([countedVerdict(3, { atMs: 60_000 }, POLICY)], progress);
    expect(summary(nowAfter(resumed))).toEqual([['gap-1', timeAt(2_000), timeAt(60_000), 2, [2, 3]]]);
  });

  it('is there from the session’s start, and to its end', () => {
    const none = startProgress();
    const moment = { startedAt: SERIES_STARTED_AT, policy: POLICY };
    expect(summary(incidentsAt(none, { ...moment, now: timeAt(9_000) }))).toEqual([['gap-1', timeAt(0), null, 0, []]]);
    expect(summary(incidentsAt(none, { ...moment, endedAt: timeAt(9_000) }))).toEqual([['gap-1', timeAt(0), timeAt(9_000), 0, []]]);
    const late = fold([countedVerdict(1, { atMs: 20_000 }, POLICY)]);
    expect(summary(incidentsAt(late, { ...moment, endedAt: timeAt(90_000) }))).toEqual([['gap-1', timeAt(0), timeAt(90_000), 1, [1]]]);
  });

  it('is one for frames that are all late', () => {
    expect(summary(incidentsOf([{}, { atMs: 10_000 }, { atMs: 20_000 }, { atMs: 30_000 }]))).toEqual([['gap-1', timeAt(1_000), timeAt(30_000), 4, [1, 2, 3, 4]]]);
  });

  it('does not end what the frames before it have begun', () => {
    const progress = fold(verdictSeries([PHONE, PHONE]));
    expect(summary(nowAfter(progress, 60_000))).toEqual([['object-1', timeAt(1_000), null, 2, [1, 2]], ['gap-1', timeAt(2_000), null, 1, [2]]]);
  });

  it('is none where frames recorded at once were received in another order', () => {
    expect(incidentsOf([{ atMs: 1_000 }, { atMs: 8_000 - 3_000 }, { atMs: 4_000 }, { atMs: 9_500 }])).toEqual([]);
  });
});

describe('pictures', () => {
  /** 256 bits, of which so many differ from those of another picture of the same number. */
  const hashOf = (picture: number, flippedBits = 0): string => {
    const bytes = Buffer.alloc(32, picture * 37 + 11);
    for (let bit = 0; bit < flippedBits; bit += 1) bytes[bit * 3 % 32] = (bytes[bit * 3 % 32] ?? 0) ^ (1 << Math.floor(bit / 32));
    return bytes.toString('base64url');
  };
  const seen = (pictures: readonly number[], flippedBits = 0): SeriesFrame[] => pictures.map((picture, index) => ({ picture: -index - 1, perceptualHash: hashOf(picture, index % 2 === 0 ? 0 : flippedBits) }));
  const rulesOf = (frames: readonly SeriesFrame[]): string[] => incidentsOf(frames).map(({ rule }) => rule);

  it('that are one and the same file are frozen', () => {
    expect(summary(incidentsOf([{ picture: 1 }, { picture: 2 }, { picture: 2 }, { picture: 2 }, { picture: 2 }, { picture: 2 }]))).toEqual([['frozen-1', timeAt(3_000), null, 4, [3, 4, 5, 6]]]);
    expect(rulesOf([{ picture: 1 }, { picture: 2 }, { picture: 2 }, { picture: 2 }, { picture: 3 }, { picture: 4 }])).toEqual([]);
  });

  it('that look the same are frozen, whatever their files; those of somebody who sits still are not', () => {
    expect(rulesOf(seen([1, 1, 1, 1, 1], 6))).toEqual(['frozen']);
    expect(rulesOf(seen([1, 1, 1, 1, 1], 7))).toEqual([]);
  });

  it('that come again in their order are replayed, from the third on, and it is said from when', () => {
    const [incident] = incidentsOf(seen([1, 2, 3, 4, 5, 1, 2, 3, 9]));
    expect(incident).toMatchObject({ rule: 'replayed', severity: 'high', startedAt: timeAt(8_000), lagFrames: 5, frames: [{ sequence: 8 }] });
    expect(rulesOf(seen([1, 2, 3, 4, 5, 1, 2, 9]))).toEqual([]);
    expect(rulesOf(seen([1, 2, 3, 4, 5, 3, 2, 1, 6]))).toEqual([]);
  });

  it('of a loop are replayed over and over', () => {
    const [incident] = incidentsOf(seen(Array.from({ length: 120 }, (_, index) => index % 40), 3));
    expect(incident).toMatchObject({ rule: 'replayed', startedAt: timeAt(43_000), endedAt: null, frameCount: 78, lagFrames: 40 });
  });

  it('that are the very files of before are replayed in any order', () => {
    const [incident] = incidentsOf([1, 2, 3, 4, 5, 3, 1, 4, 6].map((picture) => ({ picture })));
    expect(incident).toMatchObject({ rule: 'replayed', lagFrames: 4, frames: [{ sequence: 8 }] });
  });

  it('of a room in which nothing moves are frozen, not replayed', () => {
    const noisy = Array.from({ length: 100 }, (_, index) => ({ picture: -index - 1, perceptualHash: hashOf(1, index % 9 === 0 ? 7 : index % 3) }));
    expect(rulesOf(noisy)).toEqual(['frozen']);
  });
});

describe('another policy', () => {
  const [phoneRule] = POLICY.incidentRules as [IncidentRule];
  const frames = (policy: CountedVerdict['policy'], from: number, signals: SeriesFrame[]) => signals.map((frame, index) => countedVerdict(from + index, frame, policy));

  it('with the same rule goes on counting', () => {
    const progress = fold(frames(policyOfRules([phoneRule], 6_000), 2, [PHONE]), fold(frames(POLICY, 1, [PHONE])));
    expect(summary(nowAfter(progress))).toEqual([['object-1', timeAt(1_000), null, 2, [1, 2]]]);
  });

  it('with a rule of that name that differs counts afresh, and ends what lasted', () => {
    const stricter = policyOfRules([{ ...phoneRule, severity: 'low' }]);
    expect(nowAfter(fold(frames(stricter, 2, [PHONE]), fold(frames(POLICY, 1, [PHONE]))))).toEqual([]);
    const ended = fold(frames(stricter, 3, [PHONE, PHONE]), fold(frames(POLICY, 1, [PHONE, PHONE])));
    expect(summary(nowAfter(ended))).toEqual([['object-1', timeAt(1_000), timeAt(2_000), 2, [1, 2]], ['object-2', timeAt(3_000), null, 2, [3, 4]]]);
  });

  it('without rules, as verdicts of before had it, raises nothing', () => {
    expect(nowAfter(fold(frames({ version: 'old' }, 1, [PHONE, PHONE, { ...PHONE, atMs: 900_000 }])), 900_000)).toEqual([]);
  });
});

describe('too many incidents of a rule', () => {
  it('continue its tenth, from which nothing is lost', () => {
    const incidents = incidentsOf(Array.from({ length: 15 }, () => [PHONE, PHONE, CLEAR, CLEAR, CLEAR]).flat());
    expect(incidents).toHaveLength(10);
    expect(incidents.reduce((count, { frameCount }) => count + frameCount, 0)).toBe(30);
    expect(incidents.at(-1)).toMatchObject({ incidentId: 'object-10', startedAt: timeAt(46_000), endedAt: timeAt(72_000), frameCount: 12, mergedCount: 6 });
    expect(incidents.at(-1)?.frames.map(({ sequence }) => sequence)).toEqual([46, 47, 51, 67, 71, 72]);
  });
});
