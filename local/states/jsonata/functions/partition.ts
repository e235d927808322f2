/**
 * `$partition(array, size)`: the array in pieces of the size, the last one with the rest. The size is rounded towards zero; nothing for
 * an empty array or a size below 1.
 */
export function partition(array: readonly unknown[] | undefined, size: number | undefined): unknown[][] | undefined {
  const step = Math.trunc(size ?? 0);
  if (!array?.length || step < 1) return undefined;
  const pieces: unknown[][] = [];
  for (let start = 0; start < array.length; start += step) pieces.push(array.slice(start, start + step));
  return pieces;
}
