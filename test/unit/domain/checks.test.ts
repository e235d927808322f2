import { describe, expect, it } from '@jest/globals';
import { checkFaces } from '../../../domain/checks/faces.ts';
import { checkIdentity } from '../../../domain/checks/identity.ts';
import { checkModeration } from '../../../domain/checks/moderation.ts';
import { checkObjects } from '../../../domain/checks/objects.ts';
import { checkPeople } from '../../../domain/checks/people.ts';
import type { PersonMatch } from '../../../domain/observations.ts';
import { createPolicy } from '../../../domain/policy.ts';
import { BOX, face, label, notObserved, observed, people, POLICY } from '../../helpers/observations.ts';

describe('checkObjects', () => {
  it.each([
    ['by its name', label('Mobile Phone', 90)],
    ['by an alias', label('Handset', 90, { aliases: ['Cell Phone'] })],
    ['by a parent', label('Smartphone', 90, { parents: ['Mobile Phone'] })],
    ['in any case', label('MOBILE PHONE', 90)],
    ['exactly at its confidence', label('Mobile Phone', 85)],
  ])('fails for an object of the policy %s', (_, seen) => {
    expect(checkObjects(observed([seen]), POLICY)).toMatchObject({ outcome: 'fail', reason: 'OBJECT_PRESENT', details: { names: [seen.name] } });
  });

  it.each([
    ['below its confidence', label('Mobile Phone', 84.99)],
    ['that is not in the policy', label('Book', 99)],
  ])('passes for an object %s and keeps it as evidence', (_, seen) => {
    const result = checkObjects(observed([seen]), POLICY);
    expect(result).toMatchObject({ outcome: 'pass', reason: null, details: { names: [] } });
    expect(result.evidence).toContainEqual(expect.objectContaining({ name: seen.name, confidencePercent: seen.confidencePercent }));
  });

  it("holds an object against its own confidence where it has one", () => {
    const policy = createPolicy({ ...POLICY, objects: [{ name: 'Book', confidencePercent: 60 }] });
    expect(checkObjects(observed([label('Book', 61)]), policy)).toMatchObject({ outcome: 'fail', evidence: [{ name: 'Book', thresholdPercent: 60 }] });
  });

  it('names each object once, sorted', () => {
    const policy = createPolicy({ ...POLICY, objects: [{ name: 'Laptop' }, { name: 'Book' }] });
    expect(checkObjects(observed([label('Laptop', 99), label('Book', 99), label('Book', 95)]), policy).details.names).toEqual(['Book', 'Laptop']);
  });
});

describe('checkPeople', () => {
  it.each([
    [[], 0, 'NO_PERSON'],
    [[84.99], 0, 'NO_PERSON'],
    [[85], 1, null],
    [[98, 60], 1, null],
    [[98, 86], 2, 'SEVERAL_PEOPLE'],
  ])('of people seen with %j counts %i', (confidences, count, reason) => {
    expect(checkPeople(observed([people(...confidences)]), POLICY)).toMatchObject({ outcome: reason === null ? 'pass' : 'fail', details: { count }, reason });
  });

  it('counts a confidence as it is written down', () => {
    const result = checkPeople(observed([people(84.996)]), POLICY);
    expect(result).toMatchObject({ outcome: 'pass', evidence: [{ confidencePercent: 85 }] });
  });
});

describe('checkIdentity', () => {
  const ada: PersonMatch = { externalImageId: 'ada', fullName: 'Ada Lovelace', similarityPercent: 97 };
  const twin: PersonMatch = { externalImageId: 'twin', fullName: 'Twin Lovelace', similarityPercent: 96 };
  const search = (...matches: PersonMatch[]) => observed({ face: { confidencePercent: 99, box: BOX }, matches });

  it.each([
    ['the registered person', search(ada), null, 'pass', null, ada],
    ['the expected person', search(ada), 'ada', 'pass', null, ada],
    ['the expected person behind a better match', search(ada, twin), 'twin', 'pass', null, twin],
    ['another person than expected', search(ada), 'grace', 'fail', 'OTHER_PERSON', ada],
    ['nobody who is registered', search(), null, 'fail', 'UNKNOWN_PERSON', null],
    ['a match below the similarity', search({ ...ada, similarityPercent: 84.9 }), null, 'fail', 'UNKNOWN_PERSON', null],
    ['no face', observed({ face: null, matches: [] }), null, 'fail', 'NO_FACE', null],
  ] as const)('answers for %s', (_, observation, expected, outcome, reason, match) => {
    const result = checkIdentity(observation, POLICY, expected === null ? null : { externalImageId: expected });
    expect(result).toMatchObject({ outcome, reason, details: { match } });
  });
});

describe('checkFaces', () => {
  it.each([
    [0, 'NO_FACE'],
    [1, null],
    [3, 'SEVERAL_FACES'],
  ])('counts %i faces', (count, reason) => {
    const result = checkFaces(observed(Array.from({ length: count }, () => face())));
    expect(result).toMatchObject({ outcome: reason === null ? 'pass' : 'fail', details: { count }, reason });
    expect(result.evidence).toHaveLength(count);
  });
});

describe('checkModeration', () => {
  it('fails from the threshold on and names what is unsafe', () => {
    const seen = [
      { name: 'Explicit Nudity', parentName: 'Explicit', confidencePercent: 85 },
      { name: 'Explicit', parentName: null, confidencePercent: 92 },
      { name: 'Swimwear or Underwear', parentName: null, confidencePercent: 80 },
    ];
    expect(checkModeration(observed(seen), POLICY)).toMatchObject({ outcome: 'fail', reason: 'UNSAFE_CONTENT', details: { names: ['Explicit', 'Explicit Nudity'] } });
  });

  it('passes below it', () => {
    expect(checkModeration(observed([{ name: 'Explicit', parentName: null, confidencePercent: 84 }]), POLICY)).toMatchObject({ outcome: 'pass', reason: null });
  });
});

describe('every check', () => {
  it.each([
    ['ThrottlingException', 'THROTTLED'],
    ['ProvisionedThroughputExceededException', 'THROTTLED'],
    ['States.Timeout', 'TIMED_OUT'],
    ['TimeoutError', 'TIMED_OUT'],
    ['InternalServerError', 'PROVIDER_ERROR'],
    ['InvalidS3ObjectException', 'PROVIDER_ERROR'],
  ])('is unknown after %s, because of %s', (error, reason) => {
    const unknown = notObserved(error);
    for (const result of [checkObjects(unknown, POLICY), checkPeople(unknown, POLICY), checkIdentity(unknown, POLICY, null), checkFaces(unknown), checkModeration(unknown, POLICY)]) {
      expect(result).toMatchObject({ outcome: 'unknown', reason, evidence: [] });
    }
  });
});
