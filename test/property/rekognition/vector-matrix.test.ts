import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Scanner } from '../../../local/rekognition/collections/scanner.ts';
import { ROWS_PER_BLOCK, VectorMatrix } from '../../../local/rekognition/collections/vector-matrix.ts';

const COLUMNS = 6;
const vectorOf = (seed: number) => {
  const values = Array.from({ length: COLUMNS }, (_, index) => Math.sin(seed * 12.9898 + index * 78.233) * 43_758.5453 % 1);
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** What a search has to find, by looking at everything. */
function bruteForce(vectors: ReadonlyMap<string, Float32Array>, query: Float32Array, minCosine: number): string[] {
  return [...vectors].filter(([, vector]) => dot(vector, query) >= minCosine).map(([key]) => key).sort();
}

describe('the matrix of vectors', () => {
  it('finds what looking at every vector finds, whatever came and went', async () => {
    const scanner = new Scanner();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(60), fc.boolean()), { maxLength: 120 }), fc.nat(1_000), async (changes, seed) => {
        const matrix = new VectorMatrix(COLUMNS);
        const expected = new Map<string, Float32Array>();
        for (const [at, [key, stays]] of changes.entries()) {
          if (stays) {
            matrix.set(String(key), vectorOf(at));
            expected.set(String(key), vectorOf(at));
          } else {
            matrix.remove([String(key)]);
            expected.delete(String(key));
          }
        }
        const found = await scanner.nearest(matrix, vectorOf(seed), { minCosine: 0.1, maxResults: 1_000 });
        expect(found.map(({ key }) => key).sort()).toEqual(bruteForce(expected, vectorOf(seed), 0.1));
        expect(found.map(({ cosine }) => cosine)).toEqual(found.map(({ cosine }) => cosine).toSorted((a, b) => b - a));
        expect(matrix.size).toBe(expected.size);
        for (const [key, vector] of expected) expect(matrix.get(key)).toEqual(vector);
      }),
    );
    await scanner.close();
  });

  it('is scanned in another thread once it is large, as it was when that began', async () => {
    const scanner = new Scanner();
    const matrix = new VectorMatrix(COLUMNS);
    const expected = new Map<string, Float32Array>();
    for (let row = 0; row < 3 * ROWS_PER_BLOCK + 5; row += 1) {
      matrix.set(String(row), vectorOf(row));
      expected.set(String(row), vectorOf(row));
    }
    const searching = scanner.nearest(matrix, vectorOf(7), { minCosine: 0.8, maxResults: 10_000 });
    matrix.remove(['7', '8', '2000']);
    for (let row = 0; row < 100; row += 1) matrix.set(`late ${row}`, vectorOf(7));
    expect((await searching).map(({ key }) => key).sort()).toEqual(bruteForce(expected, vectorOf(7), 0.8));
    const [best, ...others] = await scanner.nearest(matrix, vectorOf(9), { minCosine: -1, maxResults: 3 });
    expect(best?.key).toBe('9');
    expect(others).toHaveLength(2);
    await scanner.close();
    await expect(scanner.nearest(matrix, vectorOf(9), { minCosine: 0.9, maxResults: 1 })).resolves.toHaveLength(1);
    await scanner.close();
  });

  it('refuses a vector of another length', () => {
    expect(() => { new VectorMatrix(3).set('a', Float32Array.of(1, 0)); }).toThrow(RangeError);
  });
});
