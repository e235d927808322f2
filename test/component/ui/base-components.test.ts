import { describe, expect, it, jest } from '@jest/globals';
import { nextTick, type Component } from 'vue';
import { ApiError, NetworkError } from '../../../frontend/api/api-error.ts';
import AppButton from '../../../frontend/components/ui/AppButton.vue';
import AppTable from '../../../frontend/components/ui/AppTable.vue';
import ErrorNotice from '../../../frontend/components/ui/ErrorNotice.vue';
import NumberField from '../../../frontend/components/ui/NumberField.vue';
import StatusBadge from '../../../frontend/components/ui/StatusBadge.vue';
import TextAreaField from '../../../frontend/components/ui/TextAreaField.vue';
import TextField from '../../../frontend/components/ui/TextField.vue';
import { mountPage } from '../helpers/mount-page.ts';

describe('a button', () => {
  it('that is busy does nothing, says so, and keeps the focus', async () => {
    const button = mountPage(AppButton, { props: { busy: true, type: 'submit' }, slots: { default: 'Save' } });
    button.get('button').element.focus();
    await button.trigger('click');
    expect(button.emitted('click')).toBeUndefined();
    expect(button.attributes()).toMatchObject({ 'aria-busy': 'true', 'aria-disabled': 'true' });
    expect(document.activeElement).toBe(button.element);
  });

  it('that is disabled does nothing, sends no form, and can still be reached', () => {
    const button = mountPage(AppButton, { props: { disabled: true, type: 'submit' }, slots: { default: 'Save' } });
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    button.get('button').element.dispatchEvent(click);
    expect([button.emitted('click'), click.defaultPrevented]).toEqual([undefined, true]);
    button.get('button').element.focus();
    expect(document.activeElement).toBe(button.element);
    expect(button.attributes('aria-disabled')).toBe('true');
  });

  it('that leads somewhere is a link', () => {
    expect(mountPage(AppButton, { props: { to: '/people' }, slots: { default: 'People' } }).get('a').attributes('href')).toBe('/people');
  });
});

describe('a field', () => {
  it.each<[string, Component, Record<string, unknown>, selector: string, also: string[]]>([
    ['of a line', TextField, { modelValue: '' }, 'input', []],
    ['of a number', NumberField, { modelValue: null }, 'input', []],
    ['of several lines', TextAreaField, { modelValue: 'Ada', maxlength: 1_000 }, 'textarea', ['3 / 1,000']],
  ])('%s is described by its hint and its error, and says that it is invalid', async (_name, field, props, selector, also) => {
    const page = mountPage(field, { props: { label: 'Name', ...props, hint: 'As on the passport.', error: 'Enter a name.' } });
    const input = page.get(selector);
    const described = () => (input.attributes('aria-describedby') ?? '').split(' ').filter(Boolean).map((id) => page.get(`[id="${id}"]`).text());
    expect(described()).toEqual(['As on the passport.', 'Enter a name.', ...also]);
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(page.get('label').attributes('for')).toBe(input.attributes('id'));
    await page.setProps({ error: null, hint: undefined });
    expect([described(), input.attributes('aria-invalid')]).toEqual([also, undefined]);
    page.unmount();
  });
});

describe('a status', () => {
  it('has a word and a shape for each tone', () => {
    const tones = ['pass', 'fail', 'unknown', 'info', 'neutral'] as const;
    const badges = tones.map((tone) => mountPage(StatusBadge, { props: { tone, label: `is ${tone}` } }));
    expect(badges.map((badge) => badge.text())).toEqual(tones.map((tone) => `is ${tone}`));
    expect(new Set(badges.map((badge) => badge.get('svg').html())).size).toBe(tones.length);
  });
});

describe('an error', () => {
  it('says what the API told, all reasons, and the request to name', async () => {
    const reasons = (['TOO_DARK', 'FACE_TOO_SMALL'] as const).map((code) => ({ code, quantity: 'brightnessPercent' as const, measured: 10, limit: 30, message: 'In English.' }));
    const notice = mountPage(ErrorNotice, { props: { error: new ApiError({ status: 422, code: 'PHOTO_REFUSED', message: 'Too dark. Too small.', requestId: 'r-1', reasons }), retryable: true } });
    expect(notice.findAll('li').map((item) => item.text())).toEqual(['The face is too dark. Turn it towards a window or a lamp.', 'The face is too small. Move closer to the camera, or use a photo with more pixels.']);
    expect(notice.get('code').text()).toBe('r-1');
    await notice.get('button').trigger('click');
    expect(notice.emitted('retry')).toHaveLength(1);
  });

  it('of the connection says so, and names no request', () => {
    const notice = mountPage(ErrorNotice, { props: { error: new NetworkError(null) } });
    expect(notice.text()).toContain('The server cannot be reached');
    expect(notice.find('code').exists()).toBe(false);
    expect(notice.find('button').exists()).toBe(false);
  });

  it('of ours tells nothing of its inside', () => {
    expect(mountPage(ErrorNotice, { props: { error: new TypeError('x is undefined') } }).text()).not.toContain('undefined');
  });
});

describe('a table', () => {
  it('has a caption, its heads, and its cells by their columns', () => {
    const table = mountPage(AppTable as Component, {
      props: { caption: 'People', columns: [{ key: 'name', label: 'Name' }, { key: 'open', label: 'Actions', labelHidden: true }], rows: [{ id: '1', name: 'Ada' }], rowKey: (row: { id: string }) => row.id },
      slots: { 'cell-name': ({ row }: { row: { name: string } }) => row.name },
    });
    expect(table.get('caption').text()).toBe('People');
    expect(table.findAll('[role=columnheader]').map((head) => head.text())).toEqual(['Name', 'Actions']);
    expect(table.findAll('[role=cell]')).toHaveLength(2);
    expect(table.get('[role=cell]').text()).toContain('Ada');
  });

  it.each([[600, undefined], [900, '0']])('that is %i px wide in a place of 600 px can be scrolled by the keyboard only where it has to be', async (tableWidthPx, tabindex) => {
    const widthPx = jest.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(function (this: HTMLElement) { return this.tagName === 'TABLE' ? tableWidthPx : 600; });
    const table = mountPage(AppTable as Component, { props: { caption: 'People', columns: [], rows: [], rowKey: () => '' } });
    await nextTick();
    const frame = table.get('div');
    expect([frame.attributes('tabindex'), frame.attributes('role'), frame.attributes('aria-label')]).toEqual(tabindex === undefined ? [undefined, undefined, undefined] : ['0', 'region', 'People']);
    widthPx.mockRestore();
    table.unmount();
  });
});
