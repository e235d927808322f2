import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { ApiError } from '../../../frontend/api/api-error.ts';
import { API } from '../../../frontend/api/use-api.ts';
import PersonView from '../../../frontend/components/person/PersonView.vue';
import { usePerson } from '../../../frontend/composables/usePerson.ts';
import { FakeApi } from '../helpers/fake-api.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';

const PERSON = { externalImageId: 'id-1', fullName: 'Ada Lovelace', externalId: null, photos: [], override: null, registeredAt: '2026-03-01T10:00:00.000Z' };
const gone = new ApiError({ status: 404, code: 'NOT_FOUND', message: '', requestId: null });

function apiOf(): FakeApi {
  const api = new FakeApi();
  api.answer('GET /faces/id-1', () => PERSON);
  return api;
}

let page: VueWrapper | null = null;
afterEach(() => {
  page?.unmount();
  page = null;
});

describe('a person whom somebody else removed meanwhile', () => {
  it.each([
    ['changed', 'PATCH', async (person: ReturnType<typeof usePerson>) => { await person.change({ fullName: 'Ada King' }); }],
    ['removed', 'DELETE', async (person: ReturnType<typeof usePerson>) => { await person.remove(); }],
  ])('is there no more once they are to be %s', async (_what, method, act) => {
    const api = apiOf();
    const { value: person, dispose } = inScope(() => usePerson(api, 'id-1'));
    await flushPromises();
    expect(person.state.value).toBe('ready');
    api.answer(`${method} /faces/id-1`, () => gone);
    await expect(act(person)).rejects.toBe(gone);
    expect(person.state.value).toBe('none');
    dispose();
  });

  it('is not offered for anything else', async () => {
    const api = apiOf();
    page = mountPage(PersonView, { props: { id: 'id-1' }, global: { provide: { [API as symbol]: api }, stubs: { PersonReports: true, PersonPhotos: true } } });
    await flushPromises();
    await page.findAll('button').find((button) => button.text() === 'Edit')?.trigger('click');
    await flushPromises();
    api.answer('PATCH /faces/id-1', () => gone);
    const dialog = document.querySelector('[role=dialog]');
    const field = dialog?.querySelector<HTMLInputElement>('input');
    if (field == null) throw new Error('There is no dialog to edit.');
    field.value = 'Ada King';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await flushPromises();
    expect(document.querySelector('[role=dialog]')).toBeNull();
    expect(page.text()).toContain('Nobody is registered here');
    expect(page.findAll('button')).toHaveLength(0);
  });
});
