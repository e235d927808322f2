import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import ObjectPickerDialog from '../../../frontend/components/policy/ObjectPickerDialog.vue';
import { setLocale } from '../../../frontend/locales/i18n.ts';
import { mountPage } from '../helpers/mount-page.ts';

const LABELS = [
  { name: 'Mobile Phone', category: 'Technology', aliases: ['Cell Phone'], parents: [] },
  { name: 'Book', category: 'Education', aliases: [], parents: [] },
];

let page: VueWrapper;
afterEach(async () => {
  page.unmount();
  await setLocale('en');
});

const dialog = () => document.querySelector<HTMLElement>('[role=dialog]');

async function search(text: string): Promise<string[]> {
  const field = dialog()?.querySelector<HTMLInputElement>('input[type=search]');
  if (field == null) throw new Error('There is nothing to search in.');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await flushPromises();
  return [...(dialog()?.querySelectorAll('fieldset label') ?? [])].map((label) => label.textContent.trim().replaceAll(/\s+/g, ' '));
}

describe('the choice of objects', () => {
  it('is searched in the reader’s language, and shows both names', async () => {
    await setLocale('de');
    page = mountPage(ObjectPickerDialog, { props: { labels: LABELS, chosen: [] } });
    await flushPromises();
    expect(await search('handy')).toEqual(['Mobile Phone Handy, Cell Phone']);
    expect(dialog()?.textContent).not.toContain('„handy“');
    expect(dialog()?.querySelector('form')?.textContent).not.toContain('handy');
    expect(await search('phone')).toEqual(['Mobile Phone Handy, Cell Phone']);
    expect(await search('Zebra')).toEqual([]);
  });
});
