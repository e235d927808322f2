/** The most elements that a range may have: AWS has a limit and does not publish it. */
const MAX_LENGTH = 360_145;

/** Thrown for a range that would be too long. */
export class RangeTooLongError extends Error {
  override readonly name = 'RangeTooLongError';
}

/**
 * `$range(first, last, step)`: the numbers from first to last, both rounded towards zero like the step. A range of one is that number itself, as
 * everywhere in JSONata; nothing when the step is missing, zero or leads away from the last.
 */
export function range(first: number | undefined, last: number | undefined, step: number | undefined): number[] | number | undefined {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  if (by === 0 || (by > 0 ? from > to : from < to)) return undefined;
  const length = Math.floor((to - from) / by) + 1;
  if (length > MAX_LENGTH) throw new RangeTooLongError('Expression evaluation memory limit exceeded: Check for excessive memory usage');
  return length === 1 ? from + 0 : Array.from({ length }, (_, index) => from + index * by);
}
