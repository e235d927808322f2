import type jsonata from 'jsonata';

/** What JSONata stores for a function of its own. */
interface BoundFunction {
  implementation: (this: jsonata.Focus, ...args: unknown[]) => unknown;
}

/*
 * JSONata keeps one clock per compiled expression and sets it whenever an evaluation begins, so that of two at once the first would see the time
 * of the second. The environment of each evaluation has its own.
 */

/** `$millis()`: when the evaluation began, in milliseconds since the epoch. */
export function millis(this: jsonata.Focus): number {
  return this.environment.timestamp.getTime();
}

/** `$now(picture?, timezone?)`: the same moment as text, by the rules of `$fromMillis`. */
export function now(this: jsonata.Focus, picture?: string, timezone?: string): unknown {
  const fromMillis = this.environment.lookup('fromMillis') as BoundFunction;
  return fromMillis.implementation.call(this, millis.call(this), picture, timezone);
}
