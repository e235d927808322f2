import { describe, expect, it } from '@jest/globals';
import WatchPanel from '../../../frontend/components/exam/WatchPanel.vue';
import type { WatchState } from '../../../frontend/composables/watch-state.ts';
import { mountPage } from '../helpers/mount-page.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const NOT_CHECKED: WatchState[] = ['waiting', 'paused', 'noPicture', 'offline', 'busy', 'unavailable', 'refused', 'signedOut'];

const panel = (state: WatchState, verdict = verdictOf(clearChecks()) as ReturnType<typeof verdictOf> | null) =>
  mountPage(WatchPanel, { props: { state, verdict, judgedCount: 1_234, elapsedMs: 61_000 } });

describe('the panel beside the picture', () => {
  it('says of each check what it found, in words', () => {
    const rows = panel('judging').findAll('[data-check]').map((row) => row.findAll('p, span').map((part) => part.text()));
    expect(rows).toEqual([
      ['Forbidden objects', 'None in view.', 'Pass'],
      ['People in view', 'One person.', 'Pass'],
      ['Who you are', 'Ada Lovelace', 'Pass'],
      ['Faces', 'One face.', 'Pass'],
      ['Unsafe content', 'None in view.', 'Pass'],
    ]);
  });

  it('says why a check does not pass, and what to do', () => {
    const checks = clearChecks();
    Object.assign(checks[0], { outcome: 'fail', reason: 'OBJECT_PRESENT', details: { names: ['Laptop', 'Mobile Phone'] } });
    Object.assign(checks[2], { outcome: 'unknown', reason: 'THROTTLED', details: { match: null } });
    const shown = panel('judging', verdictOf(checks, 'flagged'));
    expect(shown.get('[data-check=objects]').text()).toContain('In view: Laptop, Mobile Phone. Put it away.');
    expect(shown.get('[data-check=identity]').text()).toContain('Not checked: the service is busy.');
    expect(shown.get('[data-check=identity]').text()).toContain('Unknown');
    expect(shown.get('[data-state]').text()).toContain('One check did not pass.');
  });

  it.each(NOT_CHECKED)('lets nobody believe that a frame is checked while it is %s', (state) => {
    const shown = panel(state);
    expect(shown.get('[data-state]').text()).toContain('Not being checked');
    expect(shown.text()).not.toContain('All clear');
    expect(shown.text()).toContain('Last picture that was checked');
  });

  it('says nothing of checks before the first verdict', () => {
    const shown = panel('starting', null);
    expect(shown.findAll('[data-outcome=none]')).toHaveLength(5);
    expect(shown.text()).toContain('Your first picture is on its way.');
  });

  it('shows how long it has been and how many pictures were checked', () => {
    const shown = panel('judging');
    expect(shown.text()).toContain('00:01:01');
    expect(shown.get('[data-judged]').text()).toBe('1,234');
  });

  it('offers to sign in again, and to stop', async () => {
    const shown = panel('signedOut');
    for (const button of shown.findAll('button')) await button.trigger('click');
    expect(shown.emitted()).toMatchObject({ signIn: [[]], stop: [[]] });
  });
});
