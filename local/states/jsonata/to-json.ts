import type { Json } from '../json.ts';

/** Thrown where a result holds what JSON cannot: a function. */
export class UnsupportedResultError extends Error {
  override readonly name = 'UnsupportedResultError';
}

/**
 * A result of JSONata as plain JSON: a copy without the marks that JSONata leaves on its arrays, without undefined members, and with the numbers
 * that JSON lacks as the strings `"Infinity"`, `"-Infinity"` and `"NaN"`, as Step Functions writes them.
 *
 * @throws UnsupportedResultError when there is a function anywhere inside
 */
export function toJson(value: unknown): Json {
  switch (typeof value) {
    case 'string':
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
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(toJson);
  if (isFunctionOfJsonata(value)) throw new UnsupportedResultError('A function is no JSON.');
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, toJson(member)]),
  );
}

function isFunctionOfJsonata(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}
