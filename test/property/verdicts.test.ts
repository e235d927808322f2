import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { findBrokenLink, hashVerdict } from '../../domain/chain.ts';
import { decide } from '../../domain/decision.ts';
import { DEFAULT_INCIDENT_RULES } from '../../domain/incidents/default-rules.ts';
import { judge } from '../../domain/judge.ts';
import type { FrameObservations, Observation } from '../../domain/observations.ts';
import { createPolicy, policyVersion } from '../../domain/policy.ts';
import { DEFAULT_PHOTO_LIMITS } from '../../domain/registration/photo-limits.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { frame } from '../helpers/observations.ts';

const percent = fc.double({ min: 0, max: 100, noNaN: true });
const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const box = fc.record({ left: ratio, top: ratio, width: ratio, height: ratio });
const name = fc.constantFrom('Person', 'Mobile Phone', 'Book', 'Laptop', 'Chair');
const instance = fc.record({ confidencePercent: percent, box });
const label = fc.record({ name, confidencePercent: percent, aliases: fc.array(name, { maxLength: 2 }), parents: fc.array(name, { maxLength: 2 }), instances: fc.array(instance, { maxLength: 4 }) });
const match = fc.record({ externalImageId: fc.constantFrom('ada', 'grace'), fullName: fc.string(), similarityPercent: percent });
const policy = fc
  .record({
    minConfidencePercent: percent,
    faceMatchPercent: percent,
    moderationPercent: percent,
    objects: fc.array(fc.oneof(fc.record({ name }), fc.record({ name, confidencePercent: percent })), { maxLength: 4 }),
    frameIntervalMs: fc.integer({ min: 500, max: 60_000 }),
    maxGapMs: fc.integer({ min: 1_000, max: 600_000 }),
    incidentRules: fc.constantFrom(DEFAULT_INCIDENT_RULES, []),
    photo: fc.constant(DEFAULT_PHOTO_LIMITS),
  })
  .map(createPolicy);

function observation<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Observation<T>> {
  return fc.oneof(
    fc.record({ status: fc.constant('observed' as const), value, modelVersion: fc.option(fc.string()), durationMs: fc.double({ min: 0, max: 4_000, noNaN: true }), retryCount: fc.nat(2) }),
    fc.record({ status: fc.constant('unknown' as const), error: fc.constantFrom('ThrottlingException', 'States.Timeout', 'Error'), durationMs: fc.nat(4_000), retryCount: fc.nat(2) }),
  );
}

const observations: fc.Arbitrary<FrameObservations> = fc.record({
  labels: observation(fc.array(label, { maxLength: 5 })),
  identity: observation(fc.record({ face: fc.option(fc.record({ confidencePercent: percent, box })), matches: fc.array(match, { maxLength: 3 }) })),
  faces: observation(fc.array(fc.record({ confidencePercent: percent, box, landmarks: fc.array(fc.record({ type: fc.string(), x: ratio, y: ratio }), { maxLength: 3 }) }), { maxLength: 4 })),
  moderation: observation(fc.array(fc.record({ name: fc.string(), parentName: fc.option(fc.string()), confidencePercent: percent }), { maxLength: 3 })),
});

const expected = fc.option(fc.record({ externalImageId: fc.constantFrom('ada', 'grace') }));

describe('a verdict', () => {
  it('follows from its frame and observations alone, and decides what its checks say', () => {
    fc.assert(
      fc.property(observations, policy, expected, (seen, rules, person) => {
        const verdict = judge(frame({ policy: rules, expected: person }), seen, null);
        expect(judge(frame({ policy: rules, expected: person }), structuredClone(seen), null)).toEqual(verdict);
        expect(verdict.decision).toBe(decide(verdict.checks));
      }),
    );
  });

  it('never turns what could not be checked into a pass or a fail', () => {
    fc.assert(
      fc.property(observations, policy, expected, (seen, rules, person) => {
        const [objects, people, identity, faces, moderation] = judge(frame({ policy: rules, expected: person }), seen, null).checks;
        const unknown = [seen.labels, seen.labels, seen.identity, seen.faces, seen.moderation].map(({ status }) => status === 'unknown');
        expect([objects, people, identity, faces, moderation].map(({ outcome }) => outcome === 'unknown')).toEqual(unknown);
        for (const check of [objects, people, identity, faces, moderation]) expect(check.reason === null).toBe(check.outcome === 'pass');
      }),
    );
  });

  it('is explained by its own evidence: every failed object and counted person is there with its threshold', () => {
    fc.assert(
      fc.property(observations, policy, (seen, rules) => {
        const [objects, people] = judge(frame({ policy: rules }), seen, null).checks;
        for (const objectName of objects.details.names) {
          expect(objects.evidence.some((item) => item.name === objectName && item.thresholdPercent !== null && item.confidencePercent >= item.thresholdPercent)).toBe(true);
        }
        expect(people.evidence.filter((item) => item.confidencePercent >= rules.minConfidencePercent)).toHaveLength(people.details.count);
      }),
    );
  });

  it('survives JSON unchanged, hash included', () => {
    fc.assert(
      fc.property(observations, policy, (seen, rules) => {
        const verdict = judge(frame({ policy: rules }), seen, null);
        const parsed = JSON.parse(JSON.stringify(verdict)) as Verdict;
        expect(hashVerdict(parsed)).toBe(verdict.hash);
      }),
    );
  });
});

describe('a chain', () => {
  const chain = fc.array(observations, { minLength: 2, maxLength: 6 }).map((all) => {
    const verdicts: Verdict[] = [];
    for (const [index, seen] of all.entries()) verdicts.push(judge(frame({ verdictId: `verdict-${String(index)}` }), seen, verdicts.at(-1) ?? null));
    return verdicts;
  });

  it('holds as it was recorded', () => {
    fc.assert(fc.property(chain, (verdicts) => { expect(findBrokenLink(verdicts)).toBeNull(); }));
  });

  it('breaks where a verdict is changed, removed or moved', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (verdicts, pick) => {
        const index = pick % (verdicts.length - 1);
        const changed = verdicts.map((verdict, at) => (at === index ? { ...verdict, capturedAt: '2020-01-01T00:00:00Z' } : verdict));
        expect(findBrokenLink(changed)).toEqual({ index, problem: 'HASH' });
        expect(findBrokenLink(verdicts.toSpliced(index, 1))).toMatchObject({ index, problem: 'SEQUENCE' });
        const [first, second] = verdicts.slice(index);
        const swapped = verdicts.toSpliced(index, 2, ...[second, first].filter((verdict) => verdict !== undefined));
        expect(findBrokenLink(swapped)).toMatchObject({ index, problem: 'SEQUENCE' });
      }),
    );
  });

  it('breaks behind a verdict that was changed and hashed anew', () => {
    fc.assert(
      fc.property(chain, fc.nat(), (verdicts, pick) => {
        const index = pick % (verdicts.length - 1);
        const forged = verdicts.map((verdict, at) => (at === index ? forge(verdict) : verdict));
        expect(findBrokenLink(forged)).toEqual({ index: index + 1, problem: 'PREVIOUS_HASH' });
      }),
    );
  });
});

/** What somebody who knows how verdicts are hashed would leave behind. */
function forge(verdict: Verdict): Verdict {
  const forged = { ...verdict, capturedAt: '2020-01-01T00:00:00Z' };
  return { ...forged, hash: hashVerdict(forged) };
}

describe('canonicalJson', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).toBe(canonicalJson(value));
      }),
    );
  });

  // RFC 8785, section 3.2.4.
  it("gives the standard's example", () => {
    const sample = '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(canonicalJson(JSON.parse(sample))).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });
});

describe('policyVersion', () => {
  it('is the same for the same rules and another for others', () => {
    fc.assert(
      fc.property(policy, policy, (a, b) => {
        const { version: versionA, ...rulesA } = a;
        const { version: versionB, ...rulesB } = b;
        expect(policyVersion(structuredClone(rulesA))).toBe(versionA);
        expect(versionA === versionB).toBe(canonicalJson(rulesA) === canonicalJson(rulesB));
      }),
    );
  });
});
