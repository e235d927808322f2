import type { Expressions } from '../jsonata/expressions.ts';
import { visitExpressions } from '../jsonata/template.ts';
import type { Json } from '../json.ts';
import type { State } from './state-schema.ts';

/** Fields that hold machines, which are checked by themselves, and text for people. */
const OTHER_FIELDS: ReadonlySet<string> = new Set(['Branches', 'ItemProcessor', 'Comment']);

/** Compiles every expression of a state; the problems found. */
export function checkExpressions(state: State, location: string, expressions: Expressions): string[] {
  const problems: string[] = [];
  for (const [field, value] of Object.entries(state) as [string, Json][]) {
    if (OTHER_FIELDS.has(field)) continue;
    visitExpressions(value, `${location}/${field}`, (source, where) => {
      try {
        expressions.compile(source);
      } catch (error) {
        problems.push(`INVALID_JSONATA_EXPRESSION: ${String((error as { message?: unknown }).message)} at ${where}`);
      }
    });
  }
  return problems;
}
