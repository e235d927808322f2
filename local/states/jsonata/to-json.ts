import type { Json } from '../json.ts';
import { MAX_DEPTH } from '../json.ts';

/** Thrown where a result holds what JSON cannot: a function. */
export class UnsupportedResultError extends Error {
  override readonly name = 'UnsupportedResultError';
}

/** Thrown for a result that is far larger than anything that may pass between states. */
export class ResultTooLargeError extends Error {
  override readonly name = 'ResultTooLargeError';
}

/**
 * The most that a result may hold, its values and the characters of its texts together: several times what may pass between states. A result may
 * hold the same object very many times, so that it takes little memory and is huge as JSON.
 */
const MAX_RESULT_SIZE = 1024 ** 2;

/**
 * A result of JSONata as plain JSON: a copy without the marks that JSONata leaves on its arrays, without undefined members, and with the numbers
 * that JSON lacks as the strings `"Infinity"`, `"-Infinity"` and `"NaN"`, as Step Functions writes them.
 *
 * @throws UnsupportedResultError when there is a function anywhere inside; ResultTooLargeError
 */
export function toJson(result: unknown): Json {
  let size = 0;

  const grow = (by: number): void => {
    size += by;
    if (size > MAX_RESULT_SIZE) throw new ResultTooLargeError(`The result is larger than ${MAX_RESULT_SIZE}.`);
  };

  const copy = (value: unknown, depth: number): Json => {
    grow(1);
    if (depth > MAX_DEPTH) throw new ResultTooLargeError(`The result is nested deeper than ${MAX_DEPTH}.`);
    switch (typeof value) {
      case 'string':
        grow(value.length);
        return value;
      case 'boolean':
        return value;
      case 'number':
        // -0 has no place in JSON either.
        return Number.isFinite(value) ? value + 0 : String(value);
      case 'object':
        break;
      default:
        throw new UnsupportedResultError('A function is no JSON.');
    }
    if (value === null) return null;
    if (Array.isArray(value)) return value.filter((item) => item !== undefined).map((item) => copy(item, depth + 1));
    if (isFunctionOfJsonata(value)) throw new UnsupportedResultError('A function is no JSON.');
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return Object.fromEntries(
      members.map(([key, member]) => {
        grow(key.length);
        return [key, copy(member, depth + 1)];
      }),
    );
  };

  return copy(result, 0);
}

/** Data may bear the marks of JSONata's functions too, but holds nothing that can be called. */
function isFunctionOfJsonata(value: object): boolean {
  const { implementation, environment } = value as { implementation?: unknown; environment?: { lookup?: unknown } | null };
  return ('_jsonata_function' in value && typeof implementation === 'function') || ('_jsonata_lambda' in value && typeof environment?.lookup === 'function');
}
