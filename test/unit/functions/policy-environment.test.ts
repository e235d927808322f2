import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { POLICY_ENVIRONMENT, policyOf } from '../../../functions/shared/policy-environment.ts';

const Schema = z.object(POLICY_ENVIRONMENT);

function environment(objects: string) {
  return { MIN_CONFIDENCE_PERCENT: '85', FACE_MATCH_PERCENT: '80', MODERATION_PERCENT: '90', OBJECTS_OF_INTEREST: objects, FRAME_INTERVAL_MS: '1000' };
}

function policyWith(objects: string) {
  return policyOf(Schema.parse(environment(objects)));
}

describe('the policy in the environment', () => {
  it.each([
    ['', []],
    ['Mobile Phone,Cell Phone', [{ name: 'Mobile Phone' }, { name: 'Cell Phone' }]],
    [' Mobile Phone : 50 , Book,', [{ name: 'Mobile Phone', confidencePercent: 50 }, { name: 'Book' }]],
    ['Book:62.5,Pen:0,Cup:100', [{ name: 'Book', confidencePercent: 62.5 }, { name: 'Pen', confidencePercent: 0 }, { name: 'Cup', confidencePercent: 100 }]],
  ])('reads the objects %j', (text, expected) => {
    expect(policyWith(text).objects).toEqual(expected);
  });

  it.each(['Mobile Phone:', 'Mobile Phone:often', 'Mobile Phone:101', 'Mobile Phone:-1', ':50', 'Mobile Phone:50:60'])('refuses the object %j and says which', (text) => {
    expect(Schema.safeParse(environment(`Book,${text}`)).error?.issues).toEqual([expect.objectContaining({ path: ['OBJECTS_OF_INTEREST'], message: expect.stringContaining(`"${text}"`) })]);
  });

  it('reads the thresholds as numbers and names the version after the rules', () => {
    const policy = policyWith('Book');
    expect(policy).toMatchObject({ minConfidencePercent: 85, faceMatchPercent: 80, moderationPercent: 90, frameIntervalMs: 1_000 });
    expect(policyWith('Book:85').version).not.toBe(policy.version);
  });
});
