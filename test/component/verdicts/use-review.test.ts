import { afterEach, describe, expect, it } from '@jest/globals';
import { flushPromises } from '@vue/test-utils';
import type { Review, ReviewDecision, ReviewStatement } from '../../../domain/review.ts';
import { ApiError } from '../../../frontend/api/api-error.ts';
import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';
import { useReview } from '../../../frontend/composables/useReview.ts';
import { inScope } from '../helpers/in-scope.ts';

let dispose = (): void => undefined;
afterEach(() => { dispose(); });

/** Reviews as the API keeps them: words replace each other, and all stay. */
class FakeReviews {
  words: ReviewStatement[] = [];
  fails = false;
  #clock = 0;

  say(decision: ReviewDecision, note: string, reviewedBy: string): Review {
    const newest = this.words[0];
    this.#clock += 1;
    if (newest?.decision !== decision || newest.note !== note || newest.reviewedBy !== reviewedBy) this.words.unshift({ decision, note, reviewedBy, reviewedAt: `t${String(this.#clock)}` });
    return this.review;
  }

  get review(): Review {
    const [newest, ...history] = this.words;
    if (newest === undefined) throw new ApiError({ status: 404, code: 'NOT_FOUND', message: 'There is none.', requestId: null });
    return { verdictId: 'v-1', sessionId: 's-1', ...newest, history };
  }

  json = async (_: string, { method = 'GET', body }: ApiRequest = {}): Promise<unknown> => {
    await Promise.resolve();
    if (this.fails) throw new ApiError({ status: 503, code: 'UNAVAILABLE', message: 'No.', requestId: null });
    if (method === 'GET') return this.review;
    const { decision, note } = body as { decision: ReviewDecision; note: string };
    return this.say(decision, note, 'me');
  };
}

async function start(reviews = new FakeReviews()) {
  const scope = inScope(() => useReview({ json: reviews.json } as unknown as ApiClient, 'v-1'));
  dispose = scope.dispose;
  await flushPromises();
  return { reviews, review: scope.value };
}

describe('a review', () => {
  it('that nobody has made is none, and no error', async () => {
    const { review } = await start();
    expect([review.state.value, review.review.value, review.error.value]).toEqual(['ready', null, null]);
  });

  it('is taken back to none where nothing was said before', async () => {
    const { reviews, review } = await start();
    const word = await review.say('confirmed', 'A phone.');
    expect([word?.crossed, review.standing.value?.note]).toEqual([null, 'A phone.']);
    expect(await word?.undo()).toBe(true);
    expect([review.standing.value, reviews.words.map(({ decision }) => decision)]).toEqual([null, ['withdrawn', 'confirmed']]);
  });

  it('is taken back to what stood before', async () => {
    const reviews = new FakeReviews();
    reviews.say('dismissed', 'A calculator.', 'alan');
    const { review } = await start(reviews);
    const word = await review.say('confirmed', '');
    expect(await word?.undo()).toBe(true);
    expect(review.standing.value).toMatchObject({ decision: 'dismissed', note: 'A calculator.', reviewedBy: 'me' });
  });

  it('says whose word it crossed, and loses neither', async () => {
    const { reviews, review } = await start();
    reviews.say('dismissed', 'I was faster.', 'alan');
    const word = await review.say('confirmed', '');
    expect(word?.crossed).toMatchObject({ decision: 'dismissed', note: 'I was faster.', reviewedBy: 'alan' });
    expect(reviews.words).toHaveLength(2);
  });

  it('is not taken back over what somebody has said since', async () => {
    const { reviews, review } = await start();
    const word = await review.say('confirmed', '');
    reviews.say('dismissed', 'No.', 'alan');
    expect(await word?.undo()).toBe(false);
    expect([review.standing.value?.reviewedBy, reviews.words.length]).toEqual(['alan', 2]);
  });

  it('that could not be said says why, and can be said again', async () => {
    const { reviews, review } = await start();
    reviews.fails = true;
    expect(await review.say('confirmed', '')).toBeNull();
    expect([review.error.value, review.busy.value]).toEqual([expect.any(ApiError), null]);
    reviews.fails = false;
    expect(await review.say('confirmed', '')).not.toBeNull();
    expect(review.error.value).toBeNull();
  });

  it('is said once, however often it is asked for meanwhile', async () => {
    const { reviews, review } = await start();
    const first = review.say('confirmed', '');
    expect(await review.say('dismissed', '')).toBeNull();
    await first;
    expect(reviews.words.map(({ decision }) => decision)).toEqual(['confirmed']);
  });
});
