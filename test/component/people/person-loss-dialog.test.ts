import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import type { Person } from '../../../domain/person.ts';
import { NetworkError } from '../../../frontend/api/api-error.ts';
import { API } from '../../../frontend/api/use-api.ts';
import DeletePersonDialog from '../../../frontend/components/person/DeletePersonDialog.vue';
import ErasePersonDialog from '../../../frontend/components/person/ErasePersonDialog.vue';
import { FakeApi } from '../helpers/fake-api.ts';
import { mountPage } from '../helpers/mount-page.ts';

const PERSON = { externalImageId: 'id-1', fullName: 'Ada Lovelace', externalId: 'ada@example.org', photos: [{}, {}] } as unknown as Person;

let page: VueWrapper;
afterEach(() => { page.unmount(); });

const dialog = () => document.querySelector<HTMLElement>('[role="alertdialog"], [role="dialog"]');
const lines = () => [...(dialog()?.querySelectorAll('li') ?? [])].map((line) => line.textContent.trim());
const button = (name: string) => [...(dialog()?.querySelectorAll('button') ?? [])].find((one) => one.textContent.trim() === name);

async function press(name: string): Promise<void> {
  button(name)?.click();
  await flushPromises();
}

describe('the question whether a person is to be removed', () => {
  it('says what goes, stays with what failed, and closes once it is done', async () => {
    let failure: Error | null = new NetworkError(null);
    const opened: boolean[] = [];
    const remove = () => (failure === null ? Promise.resolve() : Promise.reject(failure));
    page = mountPage(DeletePersonDialog, { props: { open: true, person: PERSON, remove, 'onUpdate:open': (open: boolean) => { opened.push(open); } } });
    await flushPromises();
    expect(lines()).toHaveLength(3);
    expect(lines().at(-1)).toContain('ada@example.org');
    await press('Remove for good');
    expect(dialog()?.querySelector('[role="alert"]')?.textContent).toContain('The server cannot be reached');
    expect(opened).toEqual([]);
    failure = null;
    await press('Remove for good');
    expect(opened).toEqual([false]);
  });
});

describe('the question whether a person is to be erased', () => {
  it('wants the name typed, and begins one erasure however often its answer is lost', async () => {
    const api = new FakeApi();
    api.answer('POST /erasures', () => new NetworkError(null));
    page = mountPage(ErasePersonDialog, { props: { open: true, person: PERSON }, global: { provide: { [API as symbol]: api } } });
    await flushPromises();
    expect(lines()).toHaveLength(3);
    expect(button('Erase everywhere')?.getAttribute('aria-disabled')).toBe('true');
    const [email, name] = [...(dialog()?.querySelectorAll('input') ?? [])];
    expect(email?.value).toBe('ada@example.org');
    if (name !== undefined) {
      name.value = ' Ada Lovelace ';
      name.dispatchEvent(new Event('input'));
    }
    await flushPromises();
    await press('Erase everywhere');
    await press('Erase everywhere');
    const keys = api.asked.map(({ request }) => new Headers(request.headers).get('idempotency-key'));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(dialog()?.querySelector('[role="alert"]')).not.toBeNull();
  });
});
