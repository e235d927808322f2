import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../helpers/states/fake-clock.ts';
import type { Functions } from '../../helpers/states/run-machine.ts';
import { definitionOf, FunctionError, runMachine } from '../../helpers/states/run-machine.ts';

const task = (fields: Record<string, unknown>, others: Record<string, Record<string, unknown>> = {}) =>
  definitionOf({ Judge: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:judge', End: true, ...fields }, ...others });

/** A function that fails with these types, one call after the other, and then answers how often it was called. */
const failing = (...types: string[]): Functions => {
  let calls = 0;
  return {
    judge: () => {
      const type = types[calls];
      calls += 1;
      if (type !== undefined) throw new FunctionError(type, 'no');
      return calls;
    },
  };
};

describe('Retry', () => {
  it.each([
    ['three times by default, each wait twice as long', {}, [1000, 2000, 4000]],
    ['from another interval, by another rate', { IntervalSeconds: 3, BackoffRate: 1.5 }, [3000, 4500, 6750]],
    ['no longer than MaxDelaySeconds', { IntervalSeconds: 2, MaxDelaySeconds: 5 }, [2000, 4000, 5000]],
    ['as often as MaxAttempts', { MaxAttempts: 1 }, [1000]],
    ['never for MaxAttempts 0', { MaxAttempts: 0 }, []],
    ['after a part of the wait with full jitter', { JitterStrategy: 'FULL' }, [250, 500, 1000]],
  ])('tries again %s', async (_, fields, delaysMs) => {
    const clock = new FakeClock();
    clock.chance = 0.25;
    const { end } = await runMachine(task({ Retry: [{ ErrorEquals: ['Busy'], ...fields }] }), { clock, functions: failing('Busy', 'Busy', 'Busy', 'Busy') });
    expect(clock.sleptMs).toEqual(delaysMs);
    expect(end).toMatchObject({ status: 'FAILED', error: 'Busy' });
  });

  it('schedules the task again without entering the state again', async () => {
    const { history, output } = await runMachine(task({ Retry: [{ ErrorEquals: ['States.ALL'] }] }), { functions: failing('Busy') });
    expect(output).toBe(2);
    expect(history.slice(1)).toEqual([
      '2<0 TaskStateEntered',
      '3<2 LambdaFunctionScheduled',
      '4<3 LambdaFunctionStarted',
      '5<4 LambdaFunctionFailed',
      '6<5 LambdaFunctionScheduled',
      '7<6 LambdaFunctionStarted',
      '8<7 LambdaFunctionSucceeded',
      '9<8 TaskStateExited',
      '10<9 ExecutionSucceeded',
    ]);
  });

  it('counts the attempts of each retrier by itself, and all of them in the context', async () => {
    const clock = new FakeClock();
    const { output } = await runMachine(
      task({ Retry: [{ ErrorEquals: ['A'], MaxAttempts: 1 }, { ErrorEquals: ['B'], IntervalSeconds: 10 }], Output: '{% $states.context.State.RetryCount %}' }),
      { clock, functions: failing('A', 'B', 'B') },
    );
    expect(clock.sleptMs).toEqual([1000, 10_000, 20_000]);
    expect(output).toBe(3);
  });

  it('tries an evaluation that failed again, and records every failure', async () => {
    const { history } = await runMachine(task({ Arguments: '{% $nothing %}', Retry: [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }] }));
    expect(history.slice(2)).toEqual(['3<2 EvaluationFailed', '4<3 EvaluationFailed', '5<4 ExecutionFailed']);
  });
});

describe('Catch', () => {
  const handler = { Handled: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($why) ? $why : null %}'], End: true } };
  const cause = '{"errorType":"Busy","errorMessage":"no","trace":[]}';

  it('goes on with the error output', async () => {
    const { output, history } = await runMachine(task({ Catch: [{ ErrorEquals: ['Busy'], Next: 'Handled' }] }, handler), { functions: failing('Busy') });
    expect(output).toEqual([{ Error: 'Busy', Cause: cause }, null]);
    expect(history.slice(4)).toEqual(['5<4 LambdaFunctionFailed', '6<5 TaskStateExited', '7<6 PassStateEntered', '8<7 PassStateExited', '9<8 ExecutionSucceeded']);
  });

  it('has an Assign and an Output of its own, which see the error output and the input', async () => {
    const { output } = await runMachine(
      task({ Output: 'not this', Catch: [{ ErrorEquals: ['Busy'], Assign: { why: '{% $states.errorOutput.Error %}' }, Output: '{% $states.input.n %}', Next: 'Handled' }] }, handler),
      { input: { n: 4 }, functions: failing('Busy') },
    );
    expect(output).toEqual([4, 'Busy']);
  });

  it('comes after Retry has given up', async () => {
    const { output, clock } = await runMachine(task({ Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }], Catch: [{ ErrorEquals: ['States.ALL'], Output: 'caught', Next: 'Handled' }] }, handler), {
      functions: failing('Busy', 'Busy'),
    });
    expect(clock.sleptMs).toEqual([1000]);
    expect(output).toEqual(['caught', null]);
  });

  it.each([
    ['its name', ['Busy'], true],
    ['another name', ['Idle'], false],
    ['States.ALL', ['States.ALL'], true],
    ['States.TaskFailed', ['States.TaskFailed'], true],
    ['States.Timeout', ['States.Timeout'], false],
  ])('takes an error of a task by %s or not', async (_, ErrorEquals, isCaught) => {
    const { end } = await runMachine(task({ Catch: [{ ErrorEquals, Next: 'Handled' }] }, handler), { functions: failing('Busy') });
    expect(end.status).toBe(isCaught ? 'SUCCEEDED' : 'FAILED');
  });

  it.each([
    ['States.Timeout', true],
    ['States.ALL', true],
    ['States.TaskFailed', false],
  ])('takes a time-out by %s or not', async (name, isCaught) => {
    const { end, output } = await runMachine(task({ TimeoutSeconds: 1, Catch: [{ ErrorEquals: [name], Next: 'Handled' }] }, handler), { functions: { judge: () => new Promise(() => undefined) } });
    expect(end.status).toBe(isCaught ? 'SUCCEEDED' : 'FAILED');
    expect(output).toEqual(isCaught ? [{ Error: 'States.Timeout', Cause: '' }, null] : undefined);
  });

  it('takes States.DataLimitExceeded by States.ALL', async () => {
    const { output } = await runMachine(task({ Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'Handled' }] }, handler), { functions: { judge: () => 'x'.repeat(262_144) } });
    expect(output).toEqual(['States.DataLimitExceeded', null]);
  });

  it('takes a failed evaluation of the Output', async () => {
    const { output } = await runMachine(task({ Output: '{% $nothing %}', Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Output: 'caught', Next: 'Handled' }] }, handler), { functions: failing() });
    expect(output).toEqual(['caught', null]);
  });

  it('never takes States.Runtime, and Retry neither', async () => {
    const definition = definitionOf({
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: {},
        Retry: [{ ErrorEquals: ['States.ALL'] }],
        Catch: [{ ErrorEquals: ['States.Runtime'], Next: 'Handled' }, { ErrorEquals: ['States.ALL'], Next: 'Handled' }],
        End: true,
      },
      ...handler,
    });
    const { end, clock } = await runMachine(definition);
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(clock.sleptMs).toEqual([]);
  });

  it('fails for good when its own Output fails, naming the catcher', async () => {
    const { end, history, events } = await runMachine(
      task({ Catch: [{ ErrorEquals: ['Other'], Next: 'Handled' }, { ErrorEquals: ['States.ALL'], Output: '{% $nothing %}', Next: 'Handled' }] }, handler),
      { functions: failing('Busy') },
    );
    expect(end.error).toBe('States.QueryEvaluationError');
    expect(history.slice(5)).toEqual(['6<5 EvaluationFailed', '7<6 ExecutionFailed']);
    expect(events[5]?.details).toMatchObject({ location: 'Catch[1]/Output' });
  });
});
