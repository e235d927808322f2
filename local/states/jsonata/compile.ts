import { randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import { hash } from './functions/hash.ts';
import { parse } from './functions/parse.ts';
import { partition } from './functions/partition.ts';
import { random } from './functions/random.ts';
import { range } from './functions/range.ts';
import { millis, now } from './functions/time.ts';

/**
 * The bounds of one evaluation: depth and size are those of AWS, found by trying (100 terms of `1+1+...` pass and 101 do not, `[1..873782]` passes
 * and one more does not). AWS does not say how long an expression may run: here it is five seconds.
 */
const BOUNDS = { stack: 100, sequence: 873_782, timeout: 5_000 };

/**
 * An expression with the functions that Step Functions adds to JSONata, and without `$eval`, which it takes away.
 *
 * @throws what JSONata throws for a syntax error: an object with `code` and `message`
 */
export function compile(source: string): jsonata.Expression {
  const expression = jsonata(source, BOUNDS);
  expression.registerFunction('partition', partition, '<a?n?:a>');
  expression.registerFunction('range', range, '<n?n?n?:x>');
  expression.registerFunction('hash', hash, '<x?s?:s>');
  expression.registerFunction('random', (seed?: number) => random(seed, Math.random), '<n?:n>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', parse, '<s?:x>');
  expression.registerFunction('millis', millis, '<:n>');
  expression.registerFunction('now', now, '<s?s?:s>');
  expression.assign('eval', undefined);
  return expression;
}
