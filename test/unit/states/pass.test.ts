import { describe, expect, it } from '@jest/globals';
import { definitionOf, runMachine } from '../../helpers/states/run-machine.ts';

describe('a Pass state', () => {
  it.each([
    ['hands its input on', {}, { a: [1, null, 'x'] }, { a: [1, null, 'x'] }],
    ['replaces it with its Output', { Output: { sum: '{% $sum($states.input.a) %}', kept: 'text' } }, { a: [1, 2] }, { sum: 3, kept: 'text' }],
    ['evaluates expressions inside lists', { Output: ['{% $states.input.a %}', { b: '{% 1 + 1 %}' }] }, { a: true }, [true, { b: 2 }]],
    ['takes an Output that is one expression', { Output: '{% $states.input.a %}' }, { a: null }, null],
    ['leaves text without the marks alone', { Output: ' {% 1 %}' }, {}, ' {% 1 %}'],
    ['writes numbers that JSON lacks as text', { Output: ['{% 1/0 %}', '{% -1/0 %}'] }, {}, ['Infinity', '-Infinity']],
    ['keeps a list of one that an input has', { Output: '{% $states.input.list %}' }, { list: [[1]] }, [[1]]],
  ])('%s', async (_, fields, input, output) => {
    const run = await runMachine(definitionOf({ Only: { Type: 'Pass', ...fields, End: true } }), { input });
    expect(run.end.status).toBe('SUCCEEDED');
    expect(run.output).toEqual(output);
  });

  it('records what it was given and gave, the first one following no event', async () => {
    const { history, events } = await runMachine(definitionOf({ One: { Type: 'Pass', Output: 1, Next: 'Two' }, Two: { Type: 'Pass', End: true } }), { input: { a: 1 } });
    expect(history).toEqual(['1<0 ExecutionStarted', '2<0 PassStateEntered', '3<2 PassStateExited', '4<3 PassStateEntered', '5<4 PassStateExited', '6<5 ExecutionSucceeded']);
    expect(events[1]?.details).toEqual({ name: 'One', input: '{"a":1}', inputDetails: { truncated: false } });
    expect(events[4]?.details).toEqual({ name: 'Two', output: '1', outputDetails: { truncated: false } });
  });

  it.each([
    ['nothing', '{% $states.input.absent %}', 'returned nothing (undefined).'],
    ['a function', '{% $sum %}', 'returned an unsupported result type.'],
    ['an error of JSONata', '{% $number("x") %}', 'threw an error during evaluation. D3030: Unable to cast value to a number: "x"'],
    ['a result that is not there in a Pass state', '{% $states.result %}', 'returned nothing (undefined).'],
    ['$eval, which Step Functions does not have', '{% $eval("1") %}', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
    ['an expression that nests too deep', '{% ($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(32)) %}', 'threw an error during evaluation: Stack overflow error: Check for non-terminating recursive function.'],
    ['a list that is too long', '{% $count([1..900000]) %}', 'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage'],
  ])('fails for an expression that gives %s', async (_, expression, ending) => {
    const { end, events, history } = await runMachine(definitionOf({ Only: { Type: 'Pass', Output: { deep: [{ value: expression }] }, End: true } }));
    const source = expression.slice(2, -2).trim();
    const cause = `An error occurred while executing the state 'Only' (entered at the event id #2). The JSONata expression '${source}' specified for the field 'Output/deep[0]/value' ${ending}`;
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(end.cause?.startsWith(cause)).toBe(true);
    expect(history.slice(2)).toEqual(['3<2 EvaluationFailed', '4<3 ExecutionFailed']);
    expect(events[2]?.details).toEqual({ error: 'States.QueryEvaluationError', cause: end.cause, location: 'Output/deep[0]/value', state: 'Only' });
  });
});
