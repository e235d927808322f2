import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { h, nextTick, shallowRef } from 'vue';
import type { Page } from '../../../frontend/api/client.ts';
import { NetworkError } from '../../../frontend/api/api-error.ts';
import { LIST_AREAS } from '../../../frontend/components/lists/list-area.ts';
import ListPage from '../../../frontend/components/lists/ListPage.vue';
import { announcement } from '../../../frontend/composables/useAnnouncer.ts';
import { usePagedList } from '../../../frontend/composables/usePagedList.ts';
import { i18n } from '../../../frontend/locales/i18n.ts';
import { inScope } from '../helpers/in-scope.ts';
import { mountPage } from '../helpers/mount-page.ts';

const disposals: (() => void)[] = [];
afterEach(() => { for (const dispose of disposals.splice(0)) dispose(); });

const Icon = { render: () => h('svg') };

/** A page of the list of verdicts; its server answers when it is told to. */
function setUp(props: Record<string, unknown> = {}, slots: Record<string, string> = {}) {
  const waiting: { answer: (page: Page<string>) => void; fail: (error: unknown) => void; cursor: string | null }[] = [];
  const { value: list, dispose } = inScope(() =>
    usePagedList<string, string>({ query: shallowRef('all'), load: (_query, cursor) => new Promise((answer, fail) => { waiting.push({ answer, fail, cursor }); }) }),
  );
  const page: VueWrapper = mountPage(
    { render: () => h('main', h(ListPage<string>, { area: 'verdicts', list, emptyIcon: Icon, ...props }, { default: ({ items }: { items: readonly string[] }) => h('ul', items.map((item) => h('li', item))), ...Object.fromEntries(Object.entries(slots).map(([name, text]) => [name, () => text])) })) },
  );
  disposals.push(dispose, () => { page.unmount(); });
  const reply = async (items: string[], nextCursor: string | null = null): Promise<void> => {
    waiting.at(-1)?.answer({ items, nextCursor });
    await flushPromises();
  };
  const fail = async (error: unknown): Promise<void> => {
    waiting.at(-1)?.fail(error);
    await flushPromises();
  };
  const press = async (name: string): Promise<void> => {
    const button = page.findAll('button').find((one) => one.text() === name);
    if (button === undefined) throw new Error(`There is no button ${name}.`);
    await button.trigger('click');
    await nextTick();
  };
  return { page, waiting, reply, fail, press, rows: () => page.findAll('li').map((row) => row.text()) };
}

describe('a page of a list', () => {
  it('says that it loads, then what there is and how many, and adds more', async () => {
    const { page, waiting, reply, press, rows } = setUp();
    expect(page.get('h1').text()).toBe('Verdicts');
    expect(page.get('[role="status"]').text()).toBe('Loading');
    expect(page.findAll('[aria-busy="true"]')).not.toEqual([]);
    await reply(['a', 'b'], 'after-b');
    expect([rows(), page.text().includes('2 verdicts so far'), announcement.value]).toEqual([['a', 'b'], true, '2 verdicts']);
    await press('Load more');
    expect(waiting.map(({ cursor }) => cursor)).toEqual([null, 'after-b']);
    await reply(['c']);
    expect([rows(), page.text().includes('3 verdicts'), page.text().includes('Load more')]).toEqual([['a', 'b', 'c'], true, false]);
    await press('Refresh');
    expect(waiting).toHaveLength(3);
  });

  it('says why there is nothing to see, and asks again', async () => {
    const { page, waiting, fail, press, reply, rows } = setUp();
    await fail(new NetworkError(null));
    expect(page.get('[role="alert"]').text()).toContain('The server cannot be reached');
    expect(page.find('[role="status"]').exists()).toBe(false);
    await press('Try again');
    expect([waiting.length, page.find('[role="alert"]').exists()]).toEqual([2, false]);
    await reply(['a']);
    expect(rows()).toEqual(['a']);
  });

  it('keeps what it shows when more cannot be had', async () => {
    const { page, reply, fail, press, rows } = setUp();
    await reply(['a'], 'after-a');
    await press('Load more');
    await fail(new NetworkError(null));
    expect([rows(), page.find('[role="alert"]').exists()]).toEqual([['a'], true]);
  });

  it('that is empty says what would be there, and what to do', async () => {
    const { page, reply } = setUp({}, { emptyAction: 'Begin' });
    await reply([]);
    expect(page.text()).toContain(i18n.global.t('verdicts.empty.title'));
    expect(page.text()).toContain('Begin');
    expect(page.text()).not.toContain('0 verdicts');
  });

  it('can say something else where it is empty', async () => {
    const { page, reply } = setUp({ emptyText: 'verdicts.empty.reviewed' });
    await reply([]);
    expect(page.text()).toContain(i18n.global.t('verdicts.empty.reviewed.title'));
  });

  it('that is empty for its filters has them cleared; the focus goes to the heading', async () => {
    const cleared: string[] = [];
    const { page, reply, press } = setUp({ isFiltered: true, onClear: () => { cleared.push('clear'); } });
    await reply([]);
    expect(page.text()).toContain('Nothing fits these filters');
    await press('Clear filters');
    expect(cleared).toEqual(['clear']);
    expect(document.activeElement).toBe(page.get('h1').element);
  });

  it('is not empty while there is more to look through', async () => {
    const { page, reply, press, rows } = setUp({ isFiltered: true });
    await reply([], 'further-back');
    expect(page.text()).not.toContain('Nothing fits these filters');
    await press('Load more');
    await reply(['old']);
    expect(rows()).toEqual(['old']);
  });

  it.each(LIST_AREAS)('of the area %s has all its texts', (area) => {
    const keys = ['title', 'text', 'count', 'countSoFar', 'empty.title', 'empty.text', ...(area === 'myExams' ? [] : ['empty.filtered.text'])];
    expect(keys.filter((key) => !i18n.global.te(`${area}.${key}`))).toEqual([]);
  });
});
