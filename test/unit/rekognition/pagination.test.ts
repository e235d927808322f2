import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOf } from '../../../local/rekognition/pagination.ts';

const page = (items: readonly number[], token: string | undefined, size: number) => pageOf(items, { token, size, keyOf: String, isAfter: (item, key) => item > Number(key) });

describe('pages', () => {
  it('together hold every item once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1000), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (values, size) => {
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

  it('refuse a token that is none of theirs', () => {
    expect(() => page([1, 2], 'nonsense', 2)).toThrow(expect.objectContaining({ code: 'InvalidPaginationTokenException' }));
  });
});
