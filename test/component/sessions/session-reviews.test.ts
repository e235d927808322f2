import { describe, expect, it } from '@jest/globals';
import { flushPromises } from '@vue/test-utils';
import type { Review } from '../../../domain/review.ts';
import { API } from '../../../frontend/api/use-api.ts';
import SessionReviews from '../../../frontend/components/sessions/SessionReviews.vue';
import { FakeApi } from '../helpers/fake-api.ts';
import { mountPage } from '../helpers/mount-page.ts';

function reviews(count: number, decision: Review['decision'], from = 0): Review[] {
  return Array.from({ length: count }, (_, at) => ({ verdictId: `v-${String(from + at)}`, decision, note: '', reviewedAt: '2026-03-01T10:00:00.000Z' }) as Review);
}

describe('the reviews of a session', () => {
  it('are counted, and while there are more it is said of how many', async () => {
    const api = new FakeApi();
    api.answer('GET /sessions/s-1/reviews', () => ({ items: [...reviews(30, 'confirmed'), ...reviews(20, 'dismissed', 30)], nextCursor: 'next' }));
    const card = mountPage(SessionReviews, { props: { sessionId: 's-1', items: [] }, global: { provide: { [API as symbol]: api } } });
    await flushPromises();
    expect(card.text()).toContain('Of the first 50: 30 confirmed · 20 dismissed');
    api.answer('GET /sessions/s-1/reviews', () => ({ items: reviews(4, 'confirmed', 50), nextCursor: null }));
    await card.findAll('button').find((button) => button.text() === 'Load more')?.trigger('click');
    await flushPromises();
    expect(card.text()).toContain('34 confirmed · 20 dismissed');
    expect(card.text()).not.toContain('Of the first');
    card.unmount();
  });
});
