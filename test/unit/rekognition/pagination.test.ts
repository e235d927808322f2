import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ordinalKey, pageOf } from '../../../local/rekognition/pagination.ts';

const page = (ordinals: readonly number[], token: string | undefined, size: number) => {
  const { items, nextToken } = pageOf(ordinals.map((ordinal) => ({ ordinal })), { list: 'faces', token, size, defaultSize: 100, keyOf: ordinalKey });
  return { items: items.map(({ ordinal }) => ordinal), nextToken };
};

describe('pages', () => {
  it('together hold every item once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.maxSafeNat(), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (values, size) => {
        const items = values.toSorted((a, b) => a - b);
        const seen: number[] = [];
        for (let token: string | undefined, first = true; first || token !== undefined; first = false) {
          const { items: some, nextToken } = page(items, token, size);
          expect(some.length).toBeLessThanOrEqual(size);
          seen.push(...some);
          token = nextToken;
        }
        expect(seen).toEqual(items);
      }),
    );
  });

  it('neither repeat nor hide items when some go in between', () => {
    const { nextToken } = page([1, 2, 3, 4, 5], undefined, 2);
    expect(page([3, 4, 5], nextToken, 2).items).toEqual([3, 4]);
  });

  it('of size 0 are of the default size', () => {
    expect(page([1, 2, 3], undefined, 0)).toEqual({ items: [1, 2, 3], nextToken: undefined });
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['empty', ''],
    ['without a key', Buffer.from('faces:').toString('base64url')],
    ['another list’s', pageOf(['a', 'b'], { list: 'collections', token: undefined, size: 1, defaultSize: 1, keyOf: String }).nextToken],
  ])('refuse a token that is %s', (_, token) => {
    expect(() => page([1, 2], token, 2)).toThrow(expect.objectContaining({ code: 'InvalidPaginationTokenException' }));
  });
});
