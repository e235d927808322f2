import { describe, expect, it } from '@jest/globals';
import { SignInLimiter } from '../../../local/identity/sign-in-limiter.ts';

describe('SignInLimiter', () => {
  function createLimiter(): { limiter: SignInLimiter; advance: (ms: number) => void; fail: (times: number) => void } {
    let nowMs = 1_000_000;
    const limiter = new SignInLimiter(() => nowMs);
    return {
      limiter,
      advance: (ms) => { nowMs += ms; },
      fail: (times) => { for (let count = 0; count < times; count += 1) limiter.recordFailure('a'); },
    };
  }

  it('lets an account try after four failures and not after five', () => {
    const { limiter, fail } = createLimiter();
    fail(4);
    expect(limiter.retryAfterSeconds('a')).toBe(0);
    fail(1);
    expect(limiter.retryAfterSeconds('a')).toBe(60);
    expect(limiter.retryAfterSeconds('b')).toBe(0);
  });

  it('lets it try again once its first failure is a minute old', () => {
    const { limiter, fail, advance } = createLimiter();
    fail(5);
    advance(59_500);
    expect(limiter.retryAfterSeconds('a')).toBe(1);
    advance(500);
    expect(limiter.retryAfterSeconds('a')).toBe(0);
  });

  it('forgets the failures of an account that succeeds', () => {
    const { limiter, fail } = createLimiter();
    fail(4);
    limiter.recordSuccess('a');
    fail(4);
    expect(limiter.retryAfterSeconds('a')).toBe(0);
  });
});
