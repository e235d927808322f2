/** The value at a path; undefined where there is none. */
export function select(json: unknown, path: readonly string[]): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/**
 * Whether a selected value compares as the filter says: numbers by size, texts for equality with `*` for any characters. A value that is
 * not there, or a list or object, compares with nothing.
 */
export function compareTo(value: unknown, operator: string, expected: string): boolean {
  if (operator === '=' || operator === '!=') {
    if (value === undefined || (typeof value === 'object' && value !== null)) return false;
    return equals(value, expected) === (operator === '=');
  }
  const number = Number(expected);
  if (typeof value !== 'number' || Number.isNaN(number)) return false;
  switch (operator) {
    case '<':
      return value < number;
    case '<=':
      return value <= number;
    case '>':
      return value > number;
    default:
      return value >= number;
  }
}

function equals(value: unknown, expected: string): boolean {
  if (typeof value === 'number') return value === Number(expected);
  const text = String(value);
  return matchesWildcards(text, expected.split('*'));
}

/** Whether a text is made of these parts with anything between them; part by part, for a regular expression could take for ever. */
function matchesWildcards(text: string, [first = '', ...rest]: string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}
