import type { Json } from '../json.ts';

/** The JSONata of a string like `{% $states.input %}`, trimmed; null for any other value, which then stands for itself. */
export function expressionOf(value: Json | undefined): string | null {
  if (typeof value !== 'string' || value.length < 4 || !value.startsWith('{%') || !value.endsWith('%}')) return null;
  return value.slice(2, -2).trim();
}
