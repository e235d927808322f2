import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Expressions } from '../../../local/states/jsonata/expressions.ts';
import type { Json } from '../../../local/states/json.ts';
import { evaluatedHere } from '../../helpers/states/sandbox-here.ts';

const evaluate = (source: string, input: Json = null) => new Expressions().evaluate(source, { states: { input } }, evaluatedHere);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the functions that Step Functions adds to JSONata', () => {
  it.each([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([1], 2)', [[1]]],
    ['$partition([1,2,3], 2.9)', [[1, 2], [3]]],
    ['$range(0, 9, 3)', [0, 3, 6, 9]],
    ['$range(0, 8, 3)', [0, 3, 6]],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$range(1, 9, 9)', 1],
    ['$range(-1.7, 1.9, 1)', [-1, 0, 1]],
    ['$count($range(1, 360145, 1))', 360_145],
    ['$hash("text", "SHA-256")', sha256('text')],
    ['$hash("text", "MD5")', createHash('md5').update('text').digest('hex')],
    ['$hash({"a": 1}, "SHA-256")', sha256('{"a":1}')],
    ['$parse("{\\"a\\": [1, null]}")', { a: [1, null] }],
    ['$parse("-0")', 0],
    ['$random(7) = $random(7)', true],
    ['$random(7) = $random(8)', false],
    ['$random() >= 0 and $random() < 1', true],
    ['$uuid() = $uuid()', false],
  ])('%s', async (source, expected) => {
    await expect(evaluate(source)).resolves.toEqual(expected);
  });

  it('gives UUIDs of version 4', async () => {
    await expect(evaluate('$uuid()')).resolves.toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it.each(['$partition([], 2)', '$partition([1], 0)', '$range(1, 5)', '$range(1, 5, 0)', '$range(1, 5, -1)', '$hash("text")'])('%s is nothing', async (source) => {
    await expect(evaluate(source)).rejects.toThrow(`The JSONata expression '${source}' specified for the field 'Output' returned nothing (undefined).`);
  });

  it.each([
    ['$range(1, 360146, 1)', ': Expression evaluation memory limit exceeded: Check for excessive memory usage'],
    ['$hash("text", "CRC")', ': Unsupported hashing algorithm: CRC'],
    ['$parse("{")', ': Expected property name'],
    ['$partition("text", "a")', '. T0410: Argument 2 of function "partition" does not match function signature'],
  ])('%s fails', async (source, text) => {
    await expect(evaluate(source)).rejects.toThrow(`threw an error during evaluation${text}`);
  });
});

describe('a result', () => {
  const nested = `$reduce([1..1100], function($deep, $_) { [[$deep]] }, [])`;
  const shared = '$reduce([1..30], function($a, $_) { {"a": $a, "b": $a} }, "text")';
  it.each([['nests too deep', nested], ['holds the same object too often', shared]])('that %s fails', async (_, source) => {
    await expect(evaluate(source)).rejects.toThrow('threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage');
  });

  it.each([[{ _jsonata_lambda: true, environment: {} }], [{ _jsonata_function: true }]])('may look like a function: %j', async (data) => {
    await expect(evaluate('$states.input', data)).resolves.toEqual(data);
  });
});

describe('time in an expression', () => {
  it('is one moment, as number and as text', async () => {
    const [millis, text, picture] = (await evaluate('[$millis(), $now(), $now("[Y]")]')) as [number, string, string];
    expect(Math.abs(millis - Date.now())).toBeLessThan(5000);
    expect(text).toBe(new Date(millis).toISOString());
    expect(picture).toBe(String(new Date(millis).getUTCFullYear()));
  });

  it('is not that of another evaluation of the same expression under way at once', async () => {
    const expressions = new Expressions();
    // The first evaluation is held up by its work; the second begins meanwhile.
    const source = '[$millis(), $sum([1..$states.input].($ * 2)), $millis()]';
    const first = expressions.evaluate(source, { states: { input: 20_000 } }, evaluatedHere);
    const startedMs = Date.now();
    while (Date.now() < startedMs + 5);
    const second = expressions.evaluate(source, { states: { input: 1 } }, evaluatedHere);
    const [firstTimes, secondTimes] = (await Promise.all([first, second])) as [number[], number[]];
    expect(firstTimes[0]).toBe(firstTimes[2]);
    expect(secondTimes[0]).toBeGreaterThan(firstTimes[0] ?? 0);
  });
});

describe('an expression that never ends', () => {
  it('is stopped after five seconds', async () => {
    await expect(evaluate('($f := function($n) { $f($n + 1) }; $f(1))')).rejects.toThrow('threw an error during evaluation: Expression evaluation timeout: Check for infinite loop');
  });
});
