import { describe, expect, it } from '@jest/globals';
import { Expressions } from '../../../local/states/jsonata/expressions.ts';

const isBounded = (source: string): boolean => new Expressions().compile(source).isBounded;

describe('an expression that is evaluated on the spot', () => {
  it.each([
    '$states.input',
    '$states.result[0].Items[-1].`a b`.S',
    '$names[]',
    "{ 'sequence': $number($states.result.Items[0].sequence.N), 'list': [1, $a.b, null] }",
    '$exists($failure.Cause) ? $failure.Cause : ""',
    '$failure.Error = "Busy" and $attempts < 25',
    '-($attempts + 1) & "th"',
    '$fromMillis($toMillis($states.context.Execution.StartTime) + 300000)',
    '$uuid()',
  ])('%s', (source) => {
    expect(isBounded(source)).toBe(true);
  });
});

describe('an expression that is evaluated in the sandbox', () => {
  it.each([
    ['a function of its own', 'function($n) { $n }'],
    ['a function of its own, called', '$map($states.input, function($n) { $n })'],
    ['a range', '[1..9]'],
    ['a pattern', '$contains($states.input, /a/)'],
    ['a pattern among operators', '1 = 1 and /a/'],
    ['a filter that is evaluated', '$states.input[a = 1]'],
    ['a step that makes something of every item', '$states.input.{"a": $states.input}'],
    ['a step to a variable', '$states.input.$other'],
    ['a group', '$states.input{"a": $}'],
    ['a group at an end', '$states.input.a{"a": $}'],
    ['an order', '$states.input^(a)'],
    ['a join', '$states.input.a@$a.b'],
    ['an index variable', '$states.input.a#$i'],
    ['a wildcard', '$states.*'],
    ['descendants', '$states.**'],
    ['a variable of its own', '($a := [1]; $a)'],
    ['a chain', '$states.input ~> $count()'],
    ['a change', '$states ~> |input|{}|'],
    ['a partial function', '$sum(?)'],
    ['a function of the data', '$states.input.f(1)'],
    ['a function that repeats', '$pad("x", 1000000000)'],
    ['a picture', '$toMillis($states.input, $states.picture)'],
    ['something unbounded within something bounded', '[{"a": [1 + $sum([1..9])]}]'],
    ['great length', `[${'$states,'.repeat(150)}1]`],
  ])('%s', (_, source) => {
    expect(isBounded(source)).toBe(false);
  });
});
