import { describe, expect, it } from '@jest/globals';
import { definitionOf, FunctionError, runMachine } from '../../helpers/states/run-machine.ts';

const functionArn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** States whose history holds everything that they did, or that may be repeated. */
const calm = definitionOf({
  Begin: { Type: 'Pass', Assign: { count: '{% $states.input.n %}' }, Output: { list: [1, 2] }, Next: 'Hold' },
  Hold: { Type: 'Wait', Seconds: 10, Next: 'Again' },
  Again: { Type: 'Choice', Choices: [{ Condition: '{% $count < 3 %}', Assign: { count: '{% $count + 1 %}' }, Next: 'Hold' }], Default: 'Done' },
  Done: { Type: 'Succeed', Output: '{% {"count": $count, "list": $states.input.list} %}' },
});

describe('an execution that goes on in another process', () => {
  it('comes to the same end, by the same events, wherever it was interrupted', async () => {
    const whole = await runMachine(calm, { input: { n: 1 } });
    expect(whole.output).toEqual({ count: 3, list: [1, 2] });
    for (let length = 1; length < whole.events.length; length += 1) {
      const { output, history, end } = await runMachine(calm, { input: { n: 1 }, earlier: whole.events.slice(0, length) });
      expect({ length, output, history }).toEqual({ length, output: whole.output, history: whole.history });
      expect(end.status).toBe('SUCCEEDED');
    }
  });

  const call = (fields: Record<string, unknown>) =>
    definitionOf({ Call: { Type: 'Task', Resource: functionArn('work'), ...fields, Next: 'Done' }, Done: { Type: 'Pass', End: true }, ...('Catch' in fields && { Caught: { Type: 'Pass', End: true } }) });
  const catching = { Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }] };

  it('does not repeat a task that was under way: its Catch decides', async () => {
    const machine = call(catching);
    const { events } = await runMachine(machine, { functions: { work: () => 1 } });
    const { output, history } = await runMachine(machine, { earlier: events.slice(0, 4) });
    expect(output).toEqual({ Error: 'States.TaskFailed', Cause: 'The process that ran this state ended before the state did.' });
    expect(history.slice(2)).toEqual(['3<2 LambdaFunctionScheduled', '4<3 LambdaFunctionStarted', '5<4 LambdaFunctionFailed', '6<5 TaskStateExited', '7<6 PassStateEntered', '8<7 PassStateExited', '9<8 ExecutionSucceeded']);
  });

  it('repeats a task that was under way when its Retry says so', async () => {
    const machine = call({ Retry: [{ ErrorEquals: ['States.TaskFailed'] }] });
    const { events } = await runMachine(machine, { functions: { work: () => 1 } });
    const { output, history } = await runMachine(machine, { functions: { work: () => 2 }, earlier: events.slice(0, 3) });
    expect(output).toBe(2);
    expect(history.slice(3, 6)).toEqual(['4<3 LambdaFunctionFailed', '5<4 LambdaFunctionScheduled', '6<5 LambdaFunctionStarted']);
  });

  it('takes the result of a task that had ended from the history', async () => {
    const machine = call({ Output: '{% $states.result.answer %}' });
    const whole = await runMachine(machine, { functions: { work: () => ({ answer: 42 }) } });
    const { output, history } = await runMachine(machine, { earlier: whole.events.slice(0, 5) });
    expect(output).toBe(42);
    expect(history).toEqual(whole.history);
  });

  it('takes the error of a task that had failed from the history', async () => {
    const machine = call({ Catch: [{ ErrorEquals: ['Oops'], Output: '{% $states.errorOutput.Error %}', Next: 'Caught' }] });
    const fail = () => {
      throw new FunctionError('Oops', 'no');
    };
    const whole = await runMachine(machine, { functions: { work: fail } });
    const { output, history } = await runMachine(machine, { earlier: whole.events.slice(0, 5) });
    expect(output).toBe('Oops');
    expect(history).toEqual(whole.history);
  });

  it('starts a task that was entered and not scheduled', async () => {
    const machine = call({});
    const whole = await runMachine(machine, { functions: { work: () => 1 } });
    const { history } = await runMachine(machine, { functions: { work: () => 1 }, earlier: whole.events.slice(0, 2) });
    expect(history).toEqual(whole.history);
  });

  it.each([
    ['Parallel', { Type: 'Parallel', Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', End: true } } }] }],
    ['Map', { Type: 'Map', Items: [1], ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } } }],
  ])('has failed in a %s state that had started', async (type, fields) => {
    const machine = definitionOf({ Both: { ...fields, End: true } });
    const { events } = await runMachine(machine);
    const { end, history } = await runMachine(machine, { earlier: events.slice(0, 4) });
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(history.slice(4)).toEqual([`5<4 ${type}StateFailed`, '6<5 ExecutionFailed']);
  });

  it('keeps to the time-out of the whole execution', async () => {
    const machine = definitionOf({ Hold: { Type: 'Wait', Seconds: 60, End: true } }, { TimeoutSeconds: 30 });
    const { events, end: whole } = await runMachine(machine);
    const { end } = await runMachine(machine, { earlier: events.slice(0, 2) });
    expect(end).toEqual(whole);
  });
});
