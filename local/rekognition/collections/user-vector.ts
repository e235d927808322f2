/**
 * The one vector that several photographs of a person make: their mean, of length one again.
 *
 * @param vectors of length one; at least one of them
 */
export function userVector(vectors: readonly Float32Array[]): Float32Array {
  const [first] = vectors;
  if (!first) throw new RangeError('A user without faces has no vector');
  const sum = new Float64Array(first.length);
  for (const vector of vectors) vector.forEach((value, index) => (sum[index] = (sum[index] ?? 0) + value));
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => value / length);
}
