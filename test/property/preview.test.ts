import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ExpectedPerson } from '../../domain/checks/identity.ts';
import { judge } from '../../domain/judge.ts';
import { KNOWN_LABELS } from '../../domain/labels.ts';
import type { FrameObservations, Observation } from '../../domain/observations.ts';
import { createPolicy, lowestLabelConfidencePercent, lowestModerationConfidencePercent, rulesOf, type Policy } from '../../domain/policy.ts';
import { rejudge } from '../../domain/preview/rejudge.ts';
import { SessionReplay } from '../../domain/preview/session-replay.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { BOX, face, frame, label, POLICY } from '../helpers/observations.ts';

const percent = fc.integer({ min: 30, max: 100 });
const objectName = fc.constantFrom('Mobile Phone', 'Cell Phone', 'Book', 'Electronics', 'Cup', 'Earbuds', 'Earphones');
const policy = fc
  .record({
    minConfidencePercent: percent,
    faceMatchPercent: percent,
    moderationPercent: percent,
    objects: fc.uniqueArray(fc.oneof(fc.record({ name: objectName }), fc.record({ name: objectName, confidencePercent: percent })), { selector: ({ name }) => name, maxLength: 3 }),
  })
  .map((rules) => createPolicy({ ...rulesOf(POLICY), ...rules }));
const expected: fc.Arbitrary<ExpectedPerson> = fc.constantFrom(null, { externalImageId: 'ada' });

/** All that is there to be seen; what a policy asks for is what a provider answers of it. */
const scene = fc.record({
  labels: fc.uniqueArray(fc.record({ name: fc.constantFrom('Mobile Phone', 'Book', 'Cup', 'Earbuds', 'Chair'), confidencePercent: percent }), { selector: ({ name }) => name, maxLength: 4 }),
  people: fc.array(percent, { maxLength: 3 }),
  matches: fc.uniqueArray(fc.record({ externalImageId: fc.constantFrom('ada', 'grace', 'joan'), fullName: fc.constant('Somebody'), similarityPercent: percent }), { selector: ({ externalImageId }) => externalImageId, maxLength: 3 }),
  hasFace: fc.boolean(),
  moderation: fc.array(fc.record({ name: fc.constantFrom('Violence', 'Nudity'), parentName: fc.constant(null), confidencePercent: percent }), { maxLength: 2 }),
  unknown: fc.subarray(['labels', 'identity', 'faces', 'moderation'] as const),
});
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

/** Names by which a provider knows a label that KNOWN_LABELS has not. */
const ALIASES_UNKNOWN_TO_US: Record<string, string[]> = { Earbuds: ['Earphones'] };

function observe(seen: Scene, asked: Policy): FrameObservations {
  const isAsked = ({ confidencePercent }: { confidencePercent: number }): boolean => confidencePercent >= lowestLabelConfidencePercent(asked);
  const people = seen.people.map((confidencePercent) => ({ confidencePercent, box: BOX })).filter(isAsked);
  const labels = seen.labels.filter(isAsked).map(({ name, confidencePercent }) => {
    const known = KNOWN_LABELS.find((each) => each.name === name);
    return label(name, confidencePercent, { aliases: known?.aliases ?? ALIASES_UNKNOWN_TO_US[name] ?? [], parents: known?.parents ?? [] });
  });
  const matches = seen.matches.filter(({ similarityPercent }) => similarityPercent >= asked.faceMatchPercent).sort((a, b) => b.similarityPercent - a.similarityPercent);
  const unless = <T>(name: Scene['unknown'][number], value: T): Observation<T> =>
    seen.unknown.includes(name) ? { status: 'unknown', error: 'ThrottlingException', durationMs: 1, retryCount: 0 } : { status: 'observed', value, modelVersion: null, durationMs: 1, retryCount: 0 };
  return {
    labels: unless('labels', [...labels, ...(people.length === 0 ? [] : [label('Person', 99, { instances: people })])]),
    identity: unless('identity', seen.hasFace ? { face: { confidencePercent: 99, box: BOX }, matches } : { face: null, matches: [] }),
    faces: unless('faces', seen.hasFace ? [face()] : []),
    moderation: unless('moderation', seen.moderation.filter(({ confidencePercent }) => confidencePercent >= lowestModerationConfidencePercent(asked))),
  };
}

function verdictUnder(asked: Policy, seen: Scene, who: ExpectedPerson, sequence = 1): Verdict {
  const receivedAt = new Date(Date.parse('2026-03-01T10:00:00Z') + sequence * 1_000).toISOString();
  return judge(frame({ policy: asked, expected: who, receivedAt, verdictId: `verdict-${String(sequence)}` }), observe(seen, asked), sequence === 1 ? null : { sequence: sequence - 1, hash: '' });
}

const session = (who: ExpectedPerson, inForce: Policy) => ({ sessionId: 'exam-1', examId: 'exam', startedAt: '2026-03-01T10:00:00.000Z', endedAt: '2026-03-01T10:10:00.000Z', expected: who, firstPolicy: inForce });

describe('judging a verdict again', () => {
  it('says what the other policy would have said of the frame, wherever it says that this is exact', () => {
    let exactCount = 0;
    fc.assert(
      fc.property(policy, policy, scene, expected, (inForce, other, seen, who) => {
        const again = rejudge(verdictUnder(inForce, seen, who), other, who);
        const direct = verdictUnder(other, seen, who);
        for (const [index, check] of again.checks.entries()) {
          if (check.inexact !== null) continue;
          exactCount += 1;
          expect([check.check, check.outcome, check.reason]).toEqual([direct.checks[index]?.check, direct.checks[index]?.outcome, direct.checks[index]?.reason]);
        }
        if (again.checks.every(({ inexact }) => inexact === null)) expect(again.decision).toBe(direct.decision);
      }),
      { numRuns: 1_000 },
    );
    expect(exactCount).toBeGreaterThan(3_000);
  });
});

describe('the preview of a session', () => {
  it('changes nothing, exactly, under the very policy that was in force', () => {
    fc.assert(
      fc.property(policy, fc.array(scene, { maxLength: 30 }), expected, (inForce, scenes, who) => {
        const replay = new SessionReplay(session(who, inForce), inForce);
        for (const [index, seen] of scenes.entries()) replay.add(verdictUnder(inForce, seen, who, index + 1));
        const preview = replay.end({ now: '2026-03-01T11:00:00.000Z', truncated: false });
        expect(preview).toMatchObject({ verdictCount: scenes.length, verdictsChanged: 0, incidentsAdded: [], incidentsRemoved: [], exact: true, inexact: [] });
        expect(preview.decisionsAfter).toEqual(preview.decisionsBefore);
      }),
    );
  });

  it('has the incidents that come and go, and says where it cannot know', () => {
    const phone: Scene = { labels: [{ name: 'Mobile Phone', confidencePercent: 80 }], people: [99], matches: [{ externalImageId: 'ada', fullName: 'Somebody', similarityPercent: 99 }], hasFace: true, moderation: [], unknown: [] };
    const strict = createPolicy({ ...rulesOf(POLICY), objects: [{ name: 'Electronics', confidencePercent: 75 }] });
    const replayUnder = (from: Policy, to: Policy) => {
      const replay = new SessionReplay(session(null, from), to);
      for (const sequence of [1, 2, 3]) replay.add(verdictUnder(from, phone, null, sequence));
      return replay.end({ now: '2026-03-01T11:00:00.000Z', truncated: false });
    };
    expect(replayUnder(POLICY, strict)).toMatchObject({ verdictsChanged: 3, exact: true, incidentsAdded: [{ rule: 'object', frameCount: 3 }], incidentsRemoved: [], decisionsBefore: { clear: 3 }, decisionsAfter: { flagged: 3 } });
    expect(replayUnder(strict, POLICY)).toMatchObject({ verdictsChanged: 3, exact: true, incidentsAdded: [], incidentsRemoved: [{ rule: 'object', frameCount: 3 }] });
    const lowest = createPolicy({ ...rulesOf(POLICY), moderationPercent: 20, objects: [{ name: 'Smart Ring' }] });
    expect(replayUnder(POLICY, lowest)).toMatchObject({ verdictsChanged: 0, exact: false, inexact: [{ check: 'objects', why: 'LABEL_UNKNOWN', verdictCount: 3 }, { check: 'moderation', why: 'BELOW_EVIDENCE', verdictCount: 3 }] });
  });
});
