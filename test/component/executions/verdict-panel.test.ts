import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { CHECK_NAMES, type FailReason } from '../../../domain/check-result.ts';
import { eraseMatch, eraseVerdict, type RecordedVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { ApiError } from '../../../frontend/api/api-error.ts';
import type { ApiRequest } from '../../../frontend/api/client.ts';
import { API } from '../../../frontend/api/use-api.ts';
import VerdictPanel from '../../../frontend/components/executions/VerdictPanel.vue';
import { findingText } from '../../../frontend/executions/finding-text.ts';
import { i18n } from '../../../frontend/locales/i18n.ts';
import { mountPage } from '../helpers/mount-page.ts';
import { clearChecks, verdictOf } from '../helpers/verdicts.ts';

let panel: VueWrapper | null = null;
afterEach(() => {
  panel?.unmount();
  panel = null;
});

/** @param next what follows it in its session */
async function show(answer: RecordedVerdict | Error, next: RecordedVerdict[] = []): Promise<{ panel: VueWrapper; revoked: jest.Mock }> {
  // jsdom has neither.
  const revoked = jest.fn();
  Object.assign(URL, { createObjectURL: () => 'blob:frame', revokeObjectURL: revoked });
  const json = async (path: string, { query = {} }: ApiRequest = {}): Promise<unknown> => {
    if (path === '/verdicts/v-1') return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    if (path === '/sessions/s-1/verdicts') return Promise.resolve({ items: query.order === 'asc' ? next : [], nextCursor: null });
    return Promise.reject(new ApiError({ status: 404, code: 'NOT_FOUND', message: 'There is none.', requestId: null }));
  };
  const api = { json, blob: async () => Promise.resolve({ arrayBuffer: async () => Promise.resolve(new ArrayBuffer(3)) }) };
  panel = mountPage(VerdictPanel, { props: { verdictId: 'v-1' }, global: { provide: { [API as symbol]: api } } });
  await flushPromises();
  return { panel, revoked };
}

describe('the verdict of an execution', () => {
  it('shows the frame with a numbered box for each thing that has a place', async () => {
    const { panel: shown } = await show(verdictOf(clearChecks()));
    expect(shown.get('img').attributes('src')).toBe('blob:frame');
    expect(shown.findAll('[data-evidence]').map((box) => [box.attributes('data-evidence'), box.get('text').text()])).toEqual([['1', '1'], ['2', '2'], ['3', '3'], ['4', '4']]);
    const { x, y, width, height } = shown.get('[data-evidence="3"] rect').attributes();
    expect([x, y, width, height]).toEqual(['40.00%', '20.00%', '20.00%', '30.00%']);
  });

  it('hides the boxes of a check, and shows them again', async () => {
    const { panel: shown } = await show(verdictOf(clearChecks()));
    const button = shown.findAll('button[aria-pressed]').find((item) => item.text() === 'People');
    await button?.trigger('click');
    expect([button?.attributes('aria-pressed'), shown.find('[data-evidence="2"]').exists(), shown.findAll('[data-evidence]').length]).toEqual(['false', false, 3]);
    await button?.trigger('click');
    expect(shown.findAll('[data-evidence]')).toHaveLength(4);
  });

  it('lets go of the frame when it is left', async () => {
    const { panel: shown, revoked } = await show(verdictOf(clearChecks()));
    shown.unmount();
    expect(revoked).toHaveBeenCalledWith('blob:frame');
    panel = null;
  });

  it('tells each check in words, with its reason and its evidence against the threshold', async () => {
    const checks = clearChecks();
    checks[0] = { check: 'objects', outcome: 'fail', reason: 'OBJECT_PRESENT', details: { names: ['Mobile Phone'] }, evidence: [
      { name: 'Mobile Phone', confidencePercent: 93.1, thresholdPercent: 85, box: null },
      { name: 'Book', confidencePercent: 61, thresholdPercent: 85, box: null },
      { name: 'Chair', confidencePercent: 90, thresholdPercent: null, box: null },
    ] };
    const { panel: shown } = await show(verdictOf(checks, 'flagged'));
    expect(shown.text()).toContain('Flagged');
    const objects = shown.get('[data-check=objects]');
    expect(objects.text()).toContain('Seen: Mobile Phone. OBJECT_PRESENT');
    expect(objects.findAll('tbody tr').map((tr) => tr.findAll('td').map((td) => td.text()))).toEqual([
      ['Mobile Phone', '93.1%', '85%: reached'],
      ['Book', '61%', '85%: below'],
      ['Chair', '90%', 'Not in the policy'],
    ]);
    expect(shown.get('[data-check=identity]').text()).toContain('Recognised as Ada Lovelace.');
    expect(shown.get('[data-check=identity] thead').text()).toContain('Similarity');
  });

  it('draws each confidence against its threshold', async () => {
    const { panel: shown } = await show(verdictOf(clearChecks()));
    const bars = shown.findAll('[data-check=people] [data-bar]').map((bar) => [bar.attributes('data-bar'), bar.attributes('style')]);
    expect(bars).toEqual([['value', 'width: 99%;'], ['threshold', 'left: 85%;']]);
  });

  it('of an erased candidate is told by what is left of it, and linked all the same', async () => {
    const erased = { ...eraseVerdict(verdictOf(clearChecks()), 'erasure-1'), hash: 'h-1' };
    const { panel: shown } = await show(erased, [{ ...verdictOf(clearChecks()), verdictId: 'v-2', sequence: 2, previousHash: 'h-1' }]);
    expect(shown.text()).toContain('This verdict was erased');
    expect(shown.text()).toContain('erasure-1');
    expect(shown.findAll('[data-check]').map((check) => [check.attributes('data-check'), check.text().includes('Pass')])).toEqual(CHECK_NAMES.map((name) => [name, true]));
    expect([shown.find('img').exists(), shown.find('textarea').exists()]).toEqual([false, false]);
    expect(shown.text()).toContain('The next verdict follows it');
    expect(shown.text()).not.toContain('Record was changed');
  });

  it('out of which a person was erased is not taken for one that was changed', async () => {
    const { panel: shown } = await show(eraseMatch(verdictOf(clearChecks()), 'erasure-1'));
    expect(shown.text()).toContain('A person was erased from this verdict');
    expect(shown.text()).not.toContain('Record was changed');
    expect(shown.text()).not.toContain('This match is wrong');
  });

  it('says when the chain is broken behind it', async () => {
    const { panel: shown } = await show({ ...verdictOf(clearChecks()), hash: 'h-1' }, [{ ...verdictOf(clearChecks()), verdictId: 'v-2', sequence: 2, previousHash: 'another' }]);
    expect(shown.text()).toContain('The next verdict does not follow it');
    expect(shown.get('a[href="/executions/v-2"]').text()).toBe('Next');
    expect(shown.find('a[href^="/sessions/s-1"]').attributes('href')).toBe('/sessions/s-1?frame=1');
  });

  it('says that none is on record', async () => {
    const { panel: shown } = await show(new ApiError({ status: 404, code: 'NOT_FOUND', message: 'There is none.', requestId: 'r-1' }));
    expect(shown.text()).toContain('No verdict is on record');
  });

  it('says what to name when it cannot be read, and offers to repeat', async () => {
    const { panel: shown } = await show(new ApiError({ status: 503, code: 'UNAVAILABLE', message: 'No.', requestId: 'r-2' }));
    expect(shown.get('[role=alert]').text()).toContain('r-2');
    expect(shown.get('[role=alert] button').text()).toBe('Try again');
  });
});

describe('the words of a check', () => {
  const REASONS: Record<(typeof CHECK_NAMES)[number], FailReason[]> = {
    objects: ['OBJECT_PRESENT'],
    people: ['NO_PERSON', 'SEVERAL_PEOPLE'],
    identity: ['NO_FACE', 'UNKNOWN_PERSON', 'OTHER_PERSON'],
    faces: ['NO_FACE', 'SEVERAL_FACES'],
    moderation: ['UNSAFE_CONTENT'],
  };
  const cases = CHECK_NAMES.flatMap((name, index) => [
    { name, index, outcome: 'pass', reason: null },
    ...REASONS[name].map((reason) => ({ name, index, outcome: 'fail', reason })),
    ...['THROTTLED', 'TIMED_OUT', 'PROVIDER_ERROR'].map((reason) => ({ name, index, outcome: 'unknown', reason })),
  ]);

  it.each(cases)('are there: $name $outcome $reason', ({ index, outcome, reason }) => {
    const result = clearChecks()[index];
    if (result === undefined) throw new Error('There is no such check.');
    expect(i18n.global.te(findingText(Object.assign(result, { outcome, reason })).key)).toBe(true);
  });
});
