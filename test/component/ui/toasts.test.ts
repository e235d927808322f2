import { describe, expect, it, jest } from '@jest/globals';
import { nextTick } from 'vue';
import ToastList from '../../../frontend/components/layout/ToastList.vue';
import { useToasts } from '../../../frontend/composables/useToasts.ts';
import { mountPage } from '../helpers/mount-page.ts';

describe('a toast', () => {
  it('says what was done and offers what can be done about it, until it is closed', async () => {
    mountPage(ToastList);
    const undo = jest.fn();
    const { toast, toasts } = useToasts();
    toast({ tone: 'pass', text: 'Ada was renamed.', action: { label: 'Undo', run: undo } });
    toast({ tone: 'fail', text: 'Grace could not be removed.' });
    await nextTick();
    await nextTick();
    const shown = [...document.querySelectorAll('li[data-state=open]')].map((item) => item.textContent.trim());
    expect(shown).toEqual([expect.stringContaining('Ada was renamed.'), expect.stringContaining('Grace could not be removed.')]);
    const [first] = [...document.querySelectorAll<HTMLButtonElement>('li button')].filter(({ textContent }) => textContent.trim() === 'Undo');
    first?.click();
    expect(undo).toHaveBeenCalledTimes(1);
    await nextTick();
    expect(toasts.value.map(({ text }) => text)).toEqual(['Grace could not be removed.']);
  });
});
