import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DOMWrapper, VueWrapper } from '@vue/test-utils';
import { SESSION_FILTERS, type SessionFilters } from '../../../frontend/sessions/filters.ts';
import SessionFilterBar from '../../../frontend/components/sessions/SessionFilterBar.vue';
import { mountPage } from '../helpers/mount-page.ts';

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

let bar: VueWrapper;
afterEach(() => { bar.unmount(); });

/** A bar whose filters are kept, as a page does. */
function mountBar(first: Partial<SessionFilters> = {}): void {
  bar = mountPage(SessionFilterBar, {
    props: { modelValue: { ...SESSION_FILTERS.none, ...first }, 'onUpdate:modelValue': (modelValue: SessionFilters) => { void bar.setProps({ modelValue }); } },
  });
}

const wanted = () => SESSION_FILTERS.write((bar.props() as { modelValue: SessionFilters }).modelValue);

function field(label: string): DOMWrapper<HTMLInputElement> {
  const found = bar.findAll('label').find((one) => one.text() === label);
  if (found === undefined) throw new Error(`There is no field ${label}.`);
  return bar.find<HTMLInputElement>(`[id="${found.attributes('for') ?? ''}"]`);
}

/** What the keyboard does, before the field is left. */
async function type(label: string, text: string): Promise<void> {
  field(label).element.value = text;
  await field(label).trigger('input');
}

function button(name: RegExp): DOMWrapper<HTMLButtonElement> | undefined {
  return bar.findAll('button').find((one) => name.test(one.text()));
}

describe('a filter bar', () => {
  it('shows what is asked for, and asks for what is chosen, or for any again', async () => {
    mountBar({ state: 'ended', person: 'ada@example.org', period: 'day' });
    expect([field('State').element.value, field('Candidate’s e-mail').element.value, field('Started').element.value, field('Frames').element.value]).toEqual(['ended', 'ada@example.org', 'day', '']);
    await field('Frames').setValue('flagged');
    await field('State').setValue('');
    await field('Started').setValue('month');
    expect(wanted()).toEqual({ decision: 'flagged', person: 'ada@example.org' });
  });

  it('asks for what is typed once typing rests, or at once on Enter, without its blanks', async () => {
    mountBar();
    await type('Candidate’s e-mail', ' ada ');
    expect(wanted()).toEqual({});
    await jest.advanceTimersByTimeAsync(400);
    expect(wanted()).toEqual({ person: 'ada' });
    await type('Candidate’s e-mail', 'grace');
    await field('Candidate’s e-mail').trigger('keydown', { key: 'Enter' });
    expect(wanted()).toEqual({ person: 'grace' });
    await type('Candidate’s e-mail', '');
    await jest.advanceTimersByTimeAsync(400);
    expect(wanted()).toEqual({});
  });

  it('has fields for both ends of a period of one’s own, and says which are in the wrong order', async () => {
    mountBar({ period: 'custom', from: '2026-03-02T00:00:00.000Z' });
    await field('To').setValue('2026-03-01T10:00');
    expect(field('From').attributes('aria-invalid')).toBe('true');
    expect(bar.text()).toContain('This is after the end.');
    await field('Started').setValue('hour');
    expect(wanted()).toEqual({ period: 'hour' });
    expect(bar.findAll('input[type="datetime-local"]')).toEqual([]);
  });

  it('says how many are set, and clears them; its button has the focus still', async () => {
    mountBar();
    expect([button(/^Clear filters/)?.attributes('aria-disabled'), wanted()]).toEqual(['true', {}]);
    await field('State').setValue('open');
    expect(button(/^Clear/)?.text()).toBe('Clear 1 filter');
    await field('Frames').setValue('flagged');
    expect(button(/^Filters/)?.text()).toBe('Filters · 2 set');
    button(/^Clear 2 filters/)?.element.focus();
    await button(/^Clear 2 filters/)?.trigger('click');
    expect(wanted()).toEqual({});
    expect(document.activeElement).toBe(button(/^Clear filters/)?.element);
    expect(document.activeElement?.getAttribute('aria-disabled')).toBe('true');
  });

  it('is folded up on a phone, which its button says', async () => {
    mountBar();
    const fold = bar.get('button[aria-expanded]');
    const fields = bar.get(`[id="${fold.attributes('aria-controls') ?? ''}"]`);
    expect([fold.attributes('aria-expanded'), fields.classes()]).toEqual(['false', expect.arrayContaining(['max-sm:hidden'])]);
    await fold.trigger('click');
    expect(fold.attributes('aria-expanded')).toBe('true');
    expect(fields.classes()).not.toContain('max-sm:hidden');
  });
});
