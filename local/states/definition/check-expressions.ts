import type { Expressions } from '../jsonata/expressions.ts';
import { visitExpressions } from '../jsonata/template.ts';
import type { Json } from '../json.ts';
import type { Problem } from './problem.ts';
import type { State } from './state-schema.ts';

/** Fields that hold machines, which are checked by themselves, and text for people. */
const OTHER_FIELDS: ReadonlySet<string> = new Set(['Branches', 'ItemProcessor', 'Comment']);

/** Compiles every expression of a state; the problems found. */
export function checkExpressions(state: State, location: string, expressions: Expressions): Problem[] {
  const problems: Problem[] = [];
  for (const [field, value] of Object.entries(state) as [string, Json][]) {
    if (OTHER_FIELDS.has(field)) continue;
    visitExpressions(value, `${location}/${field}`, (source, where) => {
      try {
        expressions.compile(source);
      } catch (error) {
        problems.push({ code: 'INVALID_JSONATA_EXPRESSION', message: String((error as { message?: unknown }).message), location: where });
      }
    });
  }
  return problems;
}
