import { describe, expect, it } from '@jest/globals';
import CompactPanel from '../../../frontend/components/exam/CompactPanel.vue';
import WatchPanel from '../../../frontend/components/exam/WatchPanel.vue';
import type { WatchState } from '../../../frontend/composables/watch-state.ts';
import { mountPage } from '../helpers/mount-page.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

const NOT_CHECKED: WatchState[] = ['waiting', 'paused', 'noPicture', 'offline', 'busy', 'unavailable', 'refused', 'ended', 'signedOut'];

const PROPS = { judgedMs: Date.parse('2026-03-01T10:00:00Z'), judgedCount: 1_234, elapsedMs: 61_000, ending: false, endFailed: false, cameraProblem: null };

const panel = (state: WatchState, verdict = verdictOf(clearChecks()) as ReturnType<typeof verdictOf> | null) =>
  mountPage(WatchPanel, { props: { ...PROPS, state, verdict } });

describe('the panel beside the picture', () => {
  it('says of each check what it found, in words', () => {
    const rows = panel('judging').findAll('[data-check]').map((row) => row.findAll('p, span').map((part) => part.text()));
    expect(rows).toEqual([
      ['Forbidden objects', 'Pass', 'None in view.'],
      ['People in view', 'Pass', 'One person.'],
      ['Who you are', 'Pass', 'Ada Lovelace'],
      ['Faces', 'Pass', 'One face.'],
      ['Unsafe content', 'Pass', 'None in view.'],
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

  it('offers to sign in again, to be shown small, and to end', async () => {
    const shown = panel('signedOut');
    for (const button of shown.findAll('button')) await button.trigger('click');
    expect(shown.emitted()).toMatchObject({ signIn: [[]], toggle: [[]], end: [[]] });
  });

  it('says that the end is on its way, and when the server does not answer; never that it has ended', () => {
    const ending = mountPage(WatchPanel, { props: { ...PROPS, state: 'offline', verdict: null, ending: true, endFailed: true } });
    expect(ending.get('[data-ending]').text()).toContain('it is asked again until it does');
    expect(ending.text()).not.toMatch(/has ended/);
    expect(ending.findAll('button').at(-1)?.attributes('aria-busy')).toBe('true');
  });

  it('says what the connection does', () => {
    expect((['judging', 'unavailable', 'offline', 'paused'] as const).map((state) => panel(state).get('[data-connection]').text())).toEqual(['Connected', 'Waiting', 'Lost', 'Idle']);
  });
});

describe('the small view', () => {
  const small = (state: WatchState, checks = clearChecks()) => mountPage(CompactPanel, { props: { ...PROPS, state, verdict: verdictOf(checks, checks[0].outcome === 'pass' ? 'clear' : 'flagged') } });

  it('says what is wrong, and nothing of what is not', () => {
    const checks = clearChecks();
    Object.assign(checks[0], { outcome: 'fail', reason: 'OBJECT_PRESENT', details: { names: ['Mobile Phone'] } });
    expect(small('judging', checks).findAll('li').map((line) => line.text())).toEqual(['In view: Mobile Phone. Put it away.']);
    expect(small('judging').findAll('li')).toEqual([]);
  });

  it.each(NOT_CHECKED)('lets nobody believe that a frame is checked while it is %s', (state) => {
    expect(small(state).get('[data-state]').text()).toContain('Not being checked');
  });

  it('has the clock, the pictures, the way back, and the end', async () => {
    const shown = small('judging');
    expect([shown.get('[data-elapsed]').text(), shown.get('[data-judged]').text()]).toEqual(['00:01:01', '1,234 pictures']);
    for (const button of shown.findAll('button')) await button.trigger('click');
    expect(shown.emitted()).toMatchObject({ toggle: [[]], end: [[]] });
  });
});
