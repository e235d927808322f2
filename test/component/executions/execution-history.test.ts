import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import type { HistoryEvent } from '../../../domain/history.ts';
import ExecutionHistory from '../../../frontend/components/executions/ExecutionHistory.vue';
import type { HistoryState } from '../../../frontend/composables/useExecution.ts';
import { buildTimeline } from '../../../frontend/executions/build-timeline.ts';
import { mountPage } from '../helpers/mount-page.ts';
import { HISTORIES } from './histories.ts';

let panel: VueWrapper;
afterEach(() => { panel.unmount(); });

function show(events: HistoryEvent[], state: HistoryState = 'complete'): VueWrapper {
  panel = mountPage(ExecutionHistory, { props: { machine: 'verify-frame', timeline: buildTimeline(events), state, error: null } });
  return panel;
}

const row = (name: string) => panel.get(`[data-state="${name}"] button`);

describe('the history of an execution', () => {
  it('opens a state to what went in and what came out, and closes it again', async () => {
    show(HISTORIES.clear);
    expect(row('Read chain head').attributes('aria-expanded')).toBe('false');
    await row('Read chain head').trigger('click');
    expect(row('Read chain head').attributes('aria-expanded')).toBe('true');
    expect(panel.get('pre[aria-label="Input of Read chain head"]').text()).toBe('{}');
    expect(JSON.parse(panel.get('pre[aria-label="Output of Read chain head"]').text())).toEqual({ head: null });
    expect(JSON.parse(panel.get('pre[aria-label="Variables assigned by Read chain head"]').text())).toEqual({ attempts: 1 });
    await row('Read chain head').trigger('click');
    expect(panel.find('pre').exists()).toBe(false);
  });

  it('gives every scrollable block to the keyboard', async () => {
    show(HISTORIES.clear);
    await row('Judge').trigger('click');
    for (const block of panel.findAll('pre')) expect([block.attributes('tabindex'), block.attributes('role')]).toEqual(['0', 'region']);
  });

  it('writes raw events out once they are asked for', async () => {
    show(HISTORIES.clear);
    await row('Judge').trigger('click');
    const details = panel.get('[data-state=Judge] details');
    expect([details.get('summary').text(), details.find('pre').exists()]).toEqual(['5 events of this state', false]);
    (details.element as HTMLDetailsElement).open = true;
    await details.trigger('toggle');
    expect((JSON.parse(details.get('pre').text()) as HistoryEvent[]).map(({ type }) => type)).toEqual(['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskStateExited']);
  });

  it('explains a failure that was caught, attempt by attempt', async () => {
    show(HISTORIES.throttledBranch);
    expect(panel.text()).toContain('“Detect faces” failed after 3 attempts');
    expect(panel.text()).toContain('the execution went on with “Faces unknown”');
    expect(row('Detect faces').text()).toContain('Failed, caught');
    await row('Detect faces').trigger('click');
    const attempts = panel.findAll('[data-state="Detect faces"] ol > li').map((item) => item.findAll('span, code').map((part) => part.text()));
    expect(attempts).toHaveLength(3);
    expect(attempts[1]).toEqual(['Attempt 2', 'Failed', 'from 1.09 s on, for 6 ms', 'ProvisionedThroughputExceededException', 'Provisioned rate exceeded.']);
  });

  it('names the state at which an execution failed', () => {
    show(HISTORIES.failed);
    expect(panel.text()).toContain('The execution failed in “Read chain head”');
    expect(row('Read chain head').text()).toContain('3 attempts');
  });

  it('draws each attempt where it was, and never nothing', () => {
    show(HISTORIES.throttledBranch);
    const bars = panel.findAll('[data-state="Detect faces"] [data-bar]').map((bar) => bar.attributes('data-bar'));
    expect(bars).toEqual(['failed', 'failed', 'failed']);
    expect(panel.findAll('[data-state="Faces unknown"] [data-bar]')).toHaveLength(1);
  });

  it('says when it is not complete, and asks again when it is told to', async () => {
    show(HISTORIES.clear.slice(0, 12), 'incomplete');
    expect(panel.text()).toContain('The history is not complete');
    await panel.get('[role=status] button').trigger('click');
    expect(panel.emitted('reload')).toHaveLength(1);
    panel.unmount();
    show([], 'incomplete');
    expect(panel.text()).toContain('There is no history');
  });

  it('says beside its title that some of it is on its way', () => {
    show(HISTORIES.clear.slice(0, 12), 'arriving');
    expect(panel.get('header [role=status]').text()).toBe('Waiting for the logs …');
    expect(row('Detect labels').text()).toContain('Running');
  });

  it('names the state that is open in the address', async () => {
    show(HISTORIES.clear);
    const router = panel.vm.$router;
    await row('Judge').trigger('click');
    await flushPromises();
    const judge = buildTimeline(HISTORIES.clear).states.find(({ name }) => name === 'Judge');
    expect(router.currentRoute.value.query).toEqual({ event: String(judge?.id) });
    await row('Judge').trigger('click');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({});
  });
});

const node = (name: string) => panel.get(`[data-graph-state="${name}"]`);
const taken = () => panel.findAll('[data-taken=true]').map((line) => line.attributes('data-transition'));

describe('the state graph of an execution', () => {
  it('shows the way that was taken, and what became of each state', () => {
    show(HISTORIES.throttledBranch);
    expect(taken()).toEqual(expect.arrayContaining(['Analyse frame → Read chain head', 'Detect faces → Faces unknown', 'Judge → Record verdict']));
    expect(taken()).not.toContain('Detect labels → Labels unknown');
    expect(node('Detect faces').attributes('data-graph-status')).toBe('caught');
    expect(node('Detect faces').text()).toContain('3 attempts');
    expect(node('Labels unknown').text()).toContain('Not entered');
  });

  it('is reached by one Tab, and gone through by arrow keys', async () => {
    show(HISTORIES.clear);
    const reachable = () => panel.findAll('[data-graph-state][tabindex="0"]').map((button) => button.attributes('data-graph-state'));
    expect(reachable()).toEqual(['Analyse frame']);
    for (const [key, name] of [['ArrowDown', 'Detect faces'], ['ArrowLeft', 'Identify face'], ['ArrowDown', 'Identity unknown'], ['ArrowDown', 'Read chain head']] as const) {
      await panel.get(`[data-graph-state="${reachable()[0] ?? ''}"]`).trigger('keydown', { key });
      await flushPromises();
      expect([reachable(), (document.activeElement as HTMLElement).dataset.graphState]).toEqual([[name], name]);
    }
  });

  it('selects a state, which is opened in the history too', async () => {
    show(HISTORIES.clear);
    await node('Judge').trigger('click');
    expect([node('Judge').attributes('aria-pressed'), row('Judge').attributes('aria-expanded')]).toEqual(['true', 'true']);
    expect(panel.get('section[aria-label="Selected state: Judge"]').text()).toContain('Succeeded');
    await row('Read chain head').trigger('click');
    expect([node('Judge').attributes('aria-pressed'), node('Read chain head').attributes('aria-pressed')]).toEqual(['false', 'true']);
    await node('Read chain head').trigger('click');
    expect([node('Read chain head').attributes('aria-pressed'), row('Read chain head').attributes('aria-expanded')]).toEqual(['false', 'false']);
  });

  it('says of a state that was not entered what it would have done', async () => {
    show(HISTORIES.clear);
    await node('Session ended').trigger('click');
    expect(panel.get('section[aria-label="Selected state: Session ended"]').text()).toContain('Not entered');
  });

  it('is drawn without a way as long as nothing has arrived', () => {
    panel = mountPage(ExecutionHistory, { props: { machine: 'register-face', timeline: null, state: 'loading', error: null } });
    expect([panel.findAll('[data-graph-state]').length, taken()]).toEqual([36, []]);
  });
});
