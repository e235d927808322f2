import { randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import { hash } from './functions/hash.ts';
import { parse } from './functions/parse.ts';
import { partition } from './functions/partition.ts';
import { random } from './functions/random.ts';
import { range } from './functions/range.ts';
import { millis, now } from './functions/time.ts';

/**
 * The bounds of one evaluation. AWS stops an expression that nests too deep, grows too large or runs too long, and publishes none of the limits:
 * these are ours. Their order is what recorded executions of expressions without end show; JSONata counts `stack` in nested evaluations and
 * `sequence` in elements.
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
