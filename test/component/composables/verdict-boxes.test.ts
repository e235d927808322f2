import { describe, expect, it } from '@jest/globals';
import { verdictBoxes } from '../../../frontend/composables/verdict-boxes.ts';
import { clearChecks } from '../helpers/verdicts.ts';

const ELSEWHERE = { left: 0.75, top: 0.2, width: 0.15, height: 0.2 };

describe('the boxes over the picture', () => {
  it('of a clear verdict are one: the face, by its name', () => {
    expect(verdictBoxes(clearChecks())).toEqual([{ kind: 'identity', tone: 'pass', name: 'Ada Lovelace', confidencePercent: 98.7, box: { left: 0.4, top: 0.2, width: 0.2, height: 0.3 } }]);
  });

  it('show a face that is not recognised as such', () => {
    const checks = clearChecks();
    Object.assign(checks[2], { outcome: 'fail', reason: 'UNKNOWN_PERSON', details: { match: null } });
    expect(verdictBoxes(checks)).toEqual([expect.objectContaining({ kind: 'stranger', tone: 'fail', name: null })]);
  });

  it('show a second face, and the people where there are several', () => {
    const checks = clearChecks();
    Object.assign(checks[1], { outcome: 'fail', reason: 'SEVERAL_PEOPLE', details: { count: 2 } });
    checks[1].evidence.push(
      { name: 'Person', confidencePercent: 97, thresholdPercent: 85, box: ELSEWHERE },
      { name: 'Person', confidencePercent: 60, thresholdPercent: 85, box: ELSEWHERE },
    );
    Object.assign(checks[3], { outcome: 'fail', reason: 'SEVERAL_FACES', details: { count: 2 } });
    checks[3].evidence.push({ name: 'Face', confidencePercent: 90, thresholdPercent: null, box: ELSEWHERE });
    expect(verdictBoxes(checks).map(({ kind, tone }) => [kind, tone])).toEqual([['person', 'fail'], ['person', 'fail'], ['identity', 'pass'], ['face', 'fail']]);
  });

  it('show where a forbidden object is, and no other object', () => {
    const checks = clearChecks();
    Object.assign(checks[0], { outcome: 'fail', reason: 'OBJECT_PRESENT', details: { names: ['Mobile Phone'] } });
    checks[0].evidence.push(
      { name: 'Mobile Phone', confidencePercent: 93, thresholdPercent: 85, box: null },
      { name: 'Mobile Phone', confidencePercent: 92, thresholdPercent: null, box: ELSEWHERE },
    );
    expect(verdictBoxes(checks).filter(({ kind }) => kind === 'object')).toEqual([{ kind: 'object', tone: 'fail', name: 'Mobile Phone', confidencePercent: 92, box: ELSEWHERE }]);
  });
});
