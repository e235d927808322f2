import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ApiError, NetworkError, SignedOutError } from '../../../frontend/api/api-error.ts';
import { untilAnswered } from '../../../frontend/api/until-answered.ts';

const apiError = (status: number, code: ApiError['code'], retryAfterSeconds: number | null = null): ApiError => new ApiError({ status, code, message: '', requestId: null, retryAfterSeconds });

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

/** A request whose first answers are these, and then 'done'. */
function setUp(...failures: Error[]) {
  const network = new EventTarget();
  const leaving = new AbortController();
  const seen: unknown[] = [];
  let asked = 0;
  const answer = untilAnswered(
    () => {
      const failure = failures[asked];
      asked += 1;
      return failure === undefined ? Promise.resolve('done') : Promise.reject(failure);
    },
    { signal: leaving.signal, network, random: () => 1, onFailure: (error) => seen.push(error) },
  );
  answer.catch(() => undefined);
  return { answer, network, leaving, seen, asked: () => asked };
}

describe('a request that must be answered', () => {
  it('is repeated through a lost connection and a broken service, ever more slowly', async () => {
    const failures = [new NetworkError(null), apiError(503, 'UNAVAILABLE'), apiError(500, 'INTERNAL')];
    const { answer, asked, seen } = setUp(...failures);
    await jest.advanceTimersByTimeAsync(500);
    expect(asked()).toBe(2);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(asked()).toBe(3);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await answer).toBe('done');
    expect(seen).toEqual(failures);
  });

  it('waits as long as it is told to', async () => {
    const { asked } = setUp(apiError(429, 'THROTTLED', 20));
    await jest.advanceTimersByTimeAsync(20_499);
    expect(asked()).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(asked()).toBe(2);
  });

  it('is repeated at once when the connection is back', async () => {
    const { answer, network } = setUp(new NetworkError(null));
    await jest.advanceTimersByTimeAsync(0);
    network.dispatchEvent(new Event('online'));
    expect(await answer).toBe('done');
  });

  it.each([apiError(404, 'NOT_FOUND'), apiError(409, 'SESSION_ENDED'), new SignedOutError(), new TypeError('a defect')])('is not repeated after an answer that stays the same: %s', async (error) => {
    const { answer, asked } = setUp(error);
    await expect(answer).rejects.toBe(error);
    expect(asked()).toBe(1);
  });

  it('ends with its page', async () => {
    const { answer, asked, leaving } = setUp(new NetworkError(null));
    await jest.advanceTimersByTimeAsync(0);
    leaving.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(1);
  });
});
