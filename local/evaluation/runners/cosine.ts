/** The cosine of two faces' vectors, which have length one. */
export function cosineOf(first: Float32Array, second: Float32Array): number {
  let cosine = 0;
  // An index is twice as quick as an iterator here, and a data set has millions of pairs.
  for (let at = 0; at < first.length; at += 1) cosine += (first[at] ?? 0) * (second[at] ?? 0);
  return cosine;
}
