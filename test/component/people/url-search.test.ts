import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { flushPromises, mount } from '@vue/test-utils';
import { defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { useUrlSearch, type UseUrlSearchReturn } from '../../../frontend/composables/useUrlSearch.ts';

const DEBOUNCE_MS = 250;

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

async function setUp(path: string) {
  const searches: UseUrlSearchReturn[] = [];
  const page = defineComponent(() => {
    searches.push(useUrlSearch());
    return () => null;
  });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/people', component: page }, { path: '/exam', component: { render: () => null } }] });
  await router.push(path);
  mount(() => h(RouterView), { global: { plugins: [router] } });
  await flushPromises();
  const [search] = searches;
  if (search === undefined) throw new Error('The page was not shown.');
  return { router, search, address: () => router.currentRoute.value.fullPath };
}

describe('a search in the address', () => {
  it('is taken up from there', async () => {
    const { search } = await setUp('/people?query=Ada');
    expect(search.text.value).toBe('Ada');
    expect(search.query.value).toBe('Ada');
  });

  it('is written when typing rests, without its blanks, beside what else is there', async () => {
    const { search, address } = await setUp('/people?other=1');
    search.text.value = 'A';
    await jest.advanceTimersByTimeAsync(DEBOUNCE_MS - 1);
    search.text.value = ' Ad ';
    await jest.advanceTimersByTimeAsync(DEBOUNCE_MS - 1);
    expect(address()).toBe('/people?other=1');
    await jest.advanceTimersByTimeAsync(1);
    expect(address()).toBe('/people?other=1&query=Ad');
    expect(search.query.value).toBe('Ad');
    expect(search.text.value).toBe(' Ad ');
  });

  it('is written at once when it is submitted, and gone when it is cleared', async () => {
    const { search, address } = await setUp('/people');
    search.text.value = 'Grace';
    search.submit();
    await flushPromises();
    expect(address()).toBe('/people?query=Grace');
    search.clear();
    await flushPromises();
    expect(address()).toBe('/people');
  });

  it('follows the address', async () => {
    const { router, search } = await setUp('/people?query=Ada');
    await router.push('/people?query=Grace');
    expect(search.text.value).toBe('Grace');
  });

  it('neither follows nor holds back whoever leaves the page', async () => {
    const { router, search, address } = await setUp('/people?query=Ada');
    search.text.value = 'Adam';
    await flushPromises();
    await router.push('/exam');
    await jest.advanceTimersByTimeAsync(DEBOUNCE_MS);
    expect(address()).toBe('/exam');
    expect(search.query.value).toBe('Ada');
  });
});
