import { describe, expect, it } from '@jest/globals';
import { definitionOf, runMachine } from '../../helpers/states/run-machine.ts';

describe('a Succeed state', () => {
  it('ends the machine with its Output', async () => {
    const { output, history } = await runMachine(definitionOf({ Done: { Type: 'Succeed', Output: '{% $states.input.a %}' } }), { input: { a: 5 } });
    expect(output).toBe(5);
    expect(history.slice(1)).toEqual(['2<0 SucceedStateEntered', '3<2 SucceedStateExited', '4<3 ExecutionSucceeded']);
  });
});

describe('a Fail state', () => {
  it.each([
    ['literals', { Error: 'Refused', Cause: 'too dark' }, { error: 'Refused', cause: 'too dark' }],
    ['expressions', { Error: '{% $states.input.e %}', Cause: '{% "because " & $states.input.e %}' }, { error: 'E1', cause: 'because E1' }],
    ['only an error', { Error: 'Refused' }, { error: 'Refused' }],
    ['neither', {}, {}],
  ])('fails the execution with %s', async (_, fields, details) => {
    const { end, events, history } = await runMachine(definitionOf({ Stop: { Type: 'Fail', ...fields } }), { input: { e: 'E1' } });
    expect(end).toEqual({ status: 'FAILED', stopMs: end.stopMs, ...details });
    expect(history.slice(1)).toEqual(['2<0 FailStateEntered', '3<2 ExecutionFailed']);
    expect(events[2]?.details).toEqual(details);
  });

  it('takes text only', async () => {
    const { end } = await runMachine(definitionOf({ Stop: { Type: 'Fail', Error: '{% 404 %}' } }));
    expect(end.cause).toContain("The JSONata expression '404' specified for the field 'Error' returned an unexpected result type. Expected 'string', but was 'number' for value: 404");
  });

  it('takes text that looks like an expression for text in a state of the other half', async () => {
    const { end } = await runMachine({ StartAt: 'Stop', States: { Stop: { Type: 'Fail', Error: '{% 1 %}' } } });
    expect(end).toMatchObject({ status: 'FAILED', error: '{% 1 %}' });
  });
});
