import { afterEach, describe, expect, it } from '@jest/globals';
import { nextTick, ref } from 'vue';
import { NetworkError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest, Page } from '../../../frontend/api/client.ts';
import type { RegisteredPerson } from '../../../frontend/api/faces.ts';
import { API } from '../../../frontend/api/use-api.ts';
import PeopleList from '../../../frontend/components/people/PeopleList.vue';
import { usePeople } from '../../../frontend/composables/usePeople.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

function person(fullName: string): RegisteredPerson {
  return { externalImageId: `id of ${fullName}`, fullName, externalId: null, state: 'registered', registeredAt: '2026-11-21T10:00:00.000Z', photoCount: 1, faceId: null };
}

/** An API whose every request waits until the test answers it. */
class FakeFaces {
  readonly requests: { query: ApiRequest['query']; aborted: () => boolean; answer: (names: string[], nextCursor?: string) => Promise<void>; fail: (error: Error) => Promise<void> }[] = [];
  readonly api = { json: (_path: string, { query, signal }: ApiRequest) => this.#receive(query, signal) } as unknown as ApiClient;

  get last() {
    const last = this.requests.at(-1);
    if (last === undefined) throw new Error('Nothing was asked.');
    return last;
  }

  #receive(query: ApiRequest['query'], signal: ApiRequest['signal']): Promise<Page<RegisteredPerson>> {
    const { promise, resolve, reject } = Promise.withResolvers<Page<RegisteredPerson>>();
    signal?.addEventListener('abort', () => { reject(signal.reason as Error); });
    this.requests.push({
      query,
      aborted: () => signal?.aborted === true,
      answer: async (names, nextCursor) => {
        resolve({ items: names.map(person), nextCursor: nextCursor ?? null });
        await settle();
      },
      fail: async (error) => {
        reject(error);
        await settle();
      },
    });
    return promise;
  }
}

/** Until all that promises lead to has happened. */
async function settle(): Promise<void> {
  await new Promise((resolve) => { setTimeout(resolve, 0); });
  await nextTick();
}

function setUp(searched = '') {
  const faces = new FakeFaces();
  const query = ref(searched);
  const { value: list, dispose } = inScope(() => usePeople(faces.api, query));
  disposals.push(dispose);
  return { faces, query, list, names: () => list.people.value?.map(({ fullName }) => fullName) ?? null };
}

describe('the list of people', () => {
  it('is loaded for what is searched, page by page', async () => {
    const { faces, list, names } = setUp('a');
    expect(faces.last.query).toMatchObject({ query: 'a', cursor: null });
    expect(names()).toBeNull();
    await faces.last.answer(['Ada', 'Alan'], 'more');
    expect(list.hasMore.value).toBe(true);
    void list.loadMore();
    expect(faces.last.query).toMatchObject({ query: 'a', cursor: 'more' });
    await faces.last.answer(['Annie']);
    expect(names()).toEqual(['Ada', 'Alan', 'Annie']);
    expect(list.hasMore.value).toBe(false);
  });

  it('keeps what it shows until another search is answered, and forgets the request that it overtakes', async () => {
    const { faces, query, list, names } = setUp();
    await faces.last.answer(['Ada', 'Grace']);
    query.value = 'g';
    await nextTick();
    const overtaken = faces.last;
    query.value = 'gr';
    await nextTick();
    expect(overtaken.aborted()).toBe(true);
    expect(names()).toEqual(['Ada', 'Grace']);
    expect(list.loading.value).toBe('list');
    await faces.last.answer(['Grace']);
    expect(names()).toEqual(['Grace']);
    expect(list.answered.value).toBe('gr');
    expect(list.loading.value).toBeNull();
  });

  it('does not ask for the same page twice at once', async () => {
    const { faces, list } = setUp();
    await faces.last.answer(['Ada'], 'more');
    void list.loadMore();
    void list.loadMore();
    expect(faces.requests).toHaveLength(2);
  });

  it('keeps what was loaded when the next page fails, and repeats that one', async () => {
    const { faces, list, names } = setUp();
    await faces.last.answer(['Ada'], 'more');
    void list.loadMore();
    await faces.last.fail(new NetworkError(null));
    expect(list.failure.value?.during).toBe('more');
    expect(names()).toEqual(['Ada']);
    void list.retry();
    expect(faces.last.query).toMatchObject({ query: '', cursor: 'more' });
    expect(list.failure.value).toBeNull();
  });

  it('shows nobody when a search fails, rather than those of another', async () => {
    const { faces, query, list, names } = setUp();
    await faces.last.answer(['Ada']);
    query.value = 'g';
    await nextTick();
    await faces.last.fail(new NetworkError(null));
    expect(names()).toBeNull();
    expect(list.failure.value?.during).toBe('list');
    void list.retry();
    expect(faces.last.query).toMatchObject({ query: 'g', cursor: null });
  });

  it('holds whom the server does not list yet, in their place, and once only when it does', async () => {
    const { faces, query, list, names } = setUp();
    await faces.last.answer(['Ada', 'Grace']);
    list.add(person('barbara'));
    expect(names()).toEqual(['Ada', 'barbara', 'Grace']);
    expect(list.isAdded(person('barbara'))).toBe(true);
    query.value = 'G';
    await nextTick();
    await faces.last.answer(['Grace']);
    expect(names()).toEqual(['Grace']);
    query.value = 'BAR';
    await nextTick();
    await faces.last.answer(['barbara']);
    expect(names()).toEqual(['barbara']);
  });

  it('ends its request when it is left', () => {
    const { faces } = setUp();
    for (const dispose of disposals.splice(0)) dispose();
    expect(faces.last.aborted()).toBe(true);
  });
});

describe('the list on the page', () => {
  it('says what to do when nobody is registered, and who was looked for when nobody is found', async () => {
    const { faces, query, list } = setUp();
    const page = mountPage(PeopleList, { props: { list }, global: { provide: { [API as symbol]: faces.api } } });
    expect(page.text()).toContain('Loading people');
    await faces.last.answer([]);
    await page.findAll('button').find((button) => button.text() === 'Add a new user')?.trigger('click');
    expect(page.emitted('add')).toHaveLength(1);
    query.value = 'Zoë';
    await nextTick();
    await faces.last.answer([]);
    expect(page.text()).toContain('Nobody is found by “Zoë”');
    await page.get('button').trigger('click');
    expect(page.emitted('showAll')).toHaveLength(1);
    page.unmount();
  });

  it('moves the focus to the first of those who came when there are no more to load', async () => {
    const { faces, list } = setUp();
    const page = mountPage(PeopleList, { props: { list }, global: { provide: { [API as symbol]: faces.api } } });
    await faces.last.answer(['Ada', 'Alan'], 'more');
    const more = page.get('button');
    more.element.focus();
    await more.trigger('click');
    await faces.last.answer(['Annie', 'Zoë']);
    expect(document.activeElement?.textContent).toContain('Annie');
    page.unmount();
  });
});
