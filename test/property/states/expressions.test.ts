import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../local/states/json.ts';
import { partition } from '../../../local/states/jsonata/functions/partition.ts';
import { range } from '../../../local/states/jsonata/functions/range.ts';
import { Expressions } from '../../../local/states/jsonata/expressions.ts';
import { evaluatedHere } from '../../helpers/states/sandbox-here.ts';

/** JSON as it is after a journey through text. */
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

describe('any JSON', () => {
  const expressions = new Expressions();

  it('comes out of an expression as it went in, and is not changed by it', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (input) => {
        const before = JSON.stringify(input);
        const output = await expressions.evaluate('$states.input', { states: { input } }, evaluatedHere);
        expect(JSON.stringify(output)).toBe(before);
        expect(JSON.stringify(input)).toBe(before);
      }),
    );
  });

  it('comes out of an object and a list as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (input) => {
        const output = await expressions.evaluate('{"in": $states.input, "list": [[$states.input]]}', { states: { input } }, evaluatedHere);
        expect(JSON.stringify(output)).toBe(JSON.stringify({ in: input, list: Array.isArray(input) ? [input] : [[input]] }));
      }),
    );
  });

  it('stays with its own evaluation, however many of the same expression are under way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(json, { minLength: 2, maxLength: 20 }), async (inputs) => {
        const outputs = await Promise.all(
          inputs.map((input, index) => expressions.evaluate('($held := $v; $w := [1..5].($ + 1); {"v": $v, "held": $held, "input": $states.input, "n": $n})', { v: input, n: index, states: { input } }, evaluatedHere)),
        );
        outputs.forEach((output, index) => {
          expect(JSON.stringify(output)).toBe(JSON.stringify({ v: inputs[index], held: inputs[index], input: inputs[index], n: index }));
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('$partition', () => {
  it('leaves out nothing, and makes every piece but the last of the size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.integer({ min: 1, max: 20 }), (items, size) => {
        const pieces = partition(items, size) ?? [];
        expect(pieces.flat()).toEqual(items);
        expect(pieces.slice(0, -1).every((piece) => piece.length === size)).toBe(true);
        expect(pieces.at(-1)?.length).toBeLessThanOrEqual(size);
      }),
    );
  });
});

describe('$range', () => {
  const small = fc.integer({ min: -1000, max: 1000 });
  it('goes from the first by steps, and never beyond the last', () => {
    fc.assert(
      fc.property(small, small, fc.integer({ min: -50, max: 50 }), (first, last, step) => {
        const result = range(first, last, step);
        const numbers = typeof result === 'number' ? [result] : (result ?? []);
        expect(numbers.length === 0).toBe(step === 0 || (step > 0 ? first > last : first < last));
        numbers.forEach((number, index) => {
          expect(number).toBe(first + index * step);
          expect(step > 0 ? number <= last : number >= last).toBe(true);
        });
        if (numbers.length > 0) expect(Math.abs(last - (numbers.at(-1) ?? 0))).toBeLessThan(Math.abs(step));
      }),
    );
  });
});
