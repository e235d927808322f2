import { describe, expect, it } from '@jest/globals';
import CheckHints from '../../../frontend/components/exam/CheckHints.vue';
import { checkHints } from '../../../frontend/exam/check-hints.ts';
import { i18n } from '../../../frontend/locales/i18n.ts';
import type { CheckResults } from '../../../domain/check-result.ts';
import { mountPage } from '../helpers/mount-page.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

type Change = [index: number, change: Record<string, unknown>];
const NO_PERSON: Change = [1, { outcome: 'fail', reason: 'NO_PERSON', details: { count: 0 } }];
const NO_FACE: Change = [3, { outcome: 'fail', reason: 'NO_FACE', details: { count: 0 } }];
const NO_IDENTITY: Change = [2, { outcome: 'fail', reason: 'NO_FACE', details: { match: null } }];

function checksWith(...changes: Change[]): CheckResults {
  const checks = clearChecks();
  for (const [index, change] of changes) Object.assign(checks[index] ?? {}, change);
  return checks;
}

describe('the hints of the camera check', () => {
  it.each<[string, Change[], string[]]>([
    ['all is well', [], []],
    ['nobody is there', [NO_PERSON, NO_FACE, NO_IDENTITY], ['nobody']],
    ['a face cannot be found', [NO_FACE, NO_IDENTITY], ['noFace']],
    ['there is only a face', [NO_PERSON], ['tooNear']],
    ['a phone is in view', [[0, { outcome: 'fail', reason: 'OBJECT_PRESENT', details: { names: ['Mobile Phone'] } }]], ['object']],
    ['nobody knows the face', [[2, { outcome: 'fail', reason: 'UNKNOWN_PERSON', details: { match: null } }]], ['notRecognised']],
    ['something is indecent', [[4, { outcome: 'fail', reason: 'UNSAFE_CONTENT', details: { names: ['Weapons'] } }]], ['unsafe']],
    ['the service is busy', [[3, { outcome: 'unknown', reason: 'THROTTLED', details: { count: 0 } }]], ['notChecked']],
  ])('when %s', (_when, changes, keys) => {
    const hints = checkHints(checksWith(...changes));
    expect(hints.map(({ key }) => key)).toEqual(keys.map((key) => `exam.hints.${key}`));
    for (const { key, values } of hints) expect(i18n.global.t(key, values)).not.toMatch(/[{}]|^exam/);
  });

  it('count as many people as were seen by whoever saw the most', () => {
    const checks = checksWith([1, { outcome: 'fail', reason: 'SEVERAL_PEOPLE', details: { count: 2 } }], [3, { outcome: 'fail', reason: 'SEVERAL_FACES', details: { count: 3 } }]);
    expect(checkHints(checks)).toEqual([{ key: 'exam.hints.several', values: { count: 3 }, tone: 'fail' }]);
  });

  it('are shown; where there are none, as whom the candidate is recognised', () => {
    const shown = (checks: CheckResults) => mountPage(CheckHints, { props: { state: 'judging', verdict: verdictOf(checks), pause: null } }).text();
    expect(shown(checksWith(NO_FACE, NO_IDENTITY))).toContain('It may be too dark');
    expect(shown(clearChecks())).toContain('Recognised as Ada Lovelace.');
  });

  it('are none of an earlier picture where the newest could not be judged', () => {
    const shown = mountPage(CheckHints, { props: { state: 'offline', verdict: verdictOf(clearChecks()), pause: null } }).text();
    expect(shown).toContain('Your picture is not being checked');
    expect(shown).toContain('Connection lost.');
    expect(shown).not.toContain('Ada Lovelace');
  });
});
