import { afterAll, describe, expect, it } from '@jest/globals';
import type { Evaluation } from '../../../local/states/jsonata/evaluation.ts';
import { Expressions } from '../../../local/states/jsonata/expressions.ts';
import { ProcessSandbox } from '../../../local/states/sandbox/process-sandbox.ts';
import type { Sandbox } from '../../../local/states/sandbox/sandbox.ts';

const TIME = { failure: 'threw an error during evaluation: Expression evaluation timeout: Check for infinite loop' };
const MEMORY = { failure: 'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage' };
const FOR_EVER = '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", /^(a+)+$/)';

describe('a variable that bears the name of a function', () => {
  it('has the expression evaluated in the sandbox, for nobody knows what it calls', async () => {
    const sandbox: Sandbox = { evaluate: () => Promise.resolve({ value: 'sandboxed' }) };
    const place = { location: 'Output', sandbox, signal: new AbortController().signal };
    await expect(new Expressions().evaluate('$count([1])', { states: {} }, place)).resolves.toBe(1);
    await expect(new Expressions().evaluate('$count([1])', { states: {}, count: { _jsonata_lambda: true } }, place)).resolves.toBe('sandboxed');
  });
});

describe('the sandbox of expressions', () => {
  const sandbox = new ProcessSandbox({ timeLimitMs: 3_000 });
  const evaluate = (source: string, signal = new AbortController().signal): Promise<Evaluation> =>
    sandbox.evaluate({ source, bindings: { base: 10, states: { input: [1, 2] } } }, signal);
  afterAll(() => sandbox.close());

  it('evaluates with the variables, the input and the functions of Step Functions', async () => {
    await expect(evaluate('$map($states.input, function($n) { $n * $base })')).resolves.toEqual({ value: [10, 20] });
    await expect(evaluate('$range(1, 5, 2)')).resolves.toEqual({ value: [1, 3, 5] });
  });

  it.each([
    ['nothing', '$nothing', { failure: 'returned nothing (undefined).' }],
    ['a function', 'function() { 1 }', { failure: 'returned an unsupported result type.' }],
    ['an error', '1 + "a"', { failure: 'threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number' }],
  ])('tells of %s', async (_, source, expected) => {
    await expect(evaluate(source)).resolves.toEqual(expected);
  });

  const STACK = { failure: 'threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive' };
  // On a busy machine its time may be over before its memory is.
  it.each([
    ['recursion', '($f := function($n) { 1 + $f($n) }; $f(1))', [STACK]],
    ['a list', '$reduce([1..40], function($a, $b) { $append($a, $a) }, [1])', [MEMORY, TIME]],
    ['a text that grows', '$reduce([1..40], function($a, $b) { $a & $a }, "text")', [MEMORY, TIME]],
    ['a text', '$length($pad("x", 400000000))', [MEMORY, TIME]],
    ['an object that holds another very many times', '$reduce([1..40], function($a, $b) { {"a": $a, "b": $a} }, 1)', [MEMORY, TIME]],
    ['a pattern that backtracks', FOR_EVER, [TIME]],
  ])('ends %s without bounds, and goes on', async (_, source, expected) => {
    expect(expected).toContainEqual(await evaluate(source));
    await expect(evaluate('$sum($states.input)')).resolves.toEqual({ value: 3 });
  });

  it('evaluates others while one takes its time', async () => {
    const slow = evaluate(FOR_EVER);
    await expect(Promise.race([slow, Promise.all([evaluate('$base'), evaluate('$base + 1')])])).resolves.toEqual([{ value: 10 }, { value: 11 }]);
    await expect(slow).resolves.toEqual(TIME);
  });

  it('does not keep those who stopped waiting', async () => {
    const stop = new AbortController();
    const unwanted = evaluate(FOR_EVER, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(unwanted).rejects.toThrow('stopped');
  });

  it('evaluates nothing once it is closed', async () => {
    const closed = new ProcessSandbox();
    await closed.close();
    await expect(closed.evaluate({ source: '1', bindings: { states: {} } }, new AbortController().signal)).rejects.toThrow('The sandbox is closed.');
  });
});
