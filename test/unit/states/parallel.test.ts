import { describe, expect, it } from '@jest/globals';
import { definitionOf, FunctionError, runMachine } from '../../helpers/states/run-machine.ts';
import type { States } from '../../helpers/states/run-machine.ts';

const branch = (states: States) => ({ StartAt: Object.keys(states)[0], States: states });
const call = (name: string, fields: Record<string, unknown> = {}) => ({ Type: 'Task', Resource: `arn:aws:lambda:us-east-1:000000000000:function:${name}`, End: true, ...fields });
const parallel = (branches: States[], fields: Record<string, unknown> = {}, others: States = {}) =>
  definitionOf({ Both: { Type: 'Parallel', Branches: branches.map(branch), End: true, ...fields }, ...others });
const never = (): Promise<never> => new Promise(() => undefined);

describe('a Parallel state', () => {
  it('gives the outputs of its branches in their order, whatever order they end in', async () => {
    const { output } = await runMachine(
      parallel([{ Slow: { Type: 'Wait', Seconds: 5, Next: 'Done' }, Done: { Type: 'Pass', Output: 'slow', End: true } }, { Fast: { Type: 'Pass', Output: '{% $states.input.n %}', End: true } }], {
        Output: { result: '{% $states.result %}', n: '{% $states.input.n %}' },
      }),
      { input: { n: 1 } },
    );
    expect(output).toEqual({ result: ['slow', 1], n: 1 });
  });

  it('gives its branches the Arguments instead of the input', async () => {
    const { output } = await runMachine(parallel([{ A: { Type: 'Pass', End: true } }, { B: { Type: 'Pass', End: true } }], { Arguments: { only: '{% $states.input.n %}' } }), { input: { n: 1 } });
    expect(output).toEqual([{ only: 1 }, { only: 1 }]);
  });

  it('has each branch follow its start, and its success and exit follow the last event of a branch', async () => {
    const { history } = await runMachine(
      parallel([{ A: { Type: 'Pass', End: true } }, { Hold: { Type: 'Wait', Seconds: 1, End: true } }], { Next: 'After', End: undefined }, { After: { Type: 'Pass', End: true } }),
    );
    expect(history).toEqual([
      '1<0 ExecutionStarted',
      '2<0 ParallelStateEntered',
      '3<2 ParallelStateStarted',
      '4<3 PassStateEntered',
      '5<3 WaitStateEntered',
      '6<4 PassStateExited',
      '7<5 WaitStateExited',
      '8<7 ParallelStateSucceeded',
      '9<7 ParallelStateExited',
      '10<9 PassStateEntered',
      '11<10 PassStateExited',
      '12<11 ExecutionSucceeded',
    ]);
  });

  it('nests', async () => {
    const inner = { Inner: { Type: 'Parallel', Branches: [branch({ Deep: { Type: 'Pass', End: true } })], End: true } };
    const { output, history } = await runMachine(parallel([inner]), { input: [1] });
    expect(output).toEqual([[[1]]]);
    expect(history.slice(3)).toEqual([
      '4<3 ParallelStateEntered',
      '5<4 ParallelStateStarted',
      '6<5 PassStateEntered',
      '7<6 PassStateExited',
      '8<7 ParallelStateSucceeded',
      '9<7 ParallelStateExited',
      '10<9 ParallelStateSucceeded',
      '11<9 ParallelStateExited',
      '12<11 ExecutionSucceeded',
    ]);
  });

  it('fails with the first branch that fails, and records what it cut off', async () => {
    const functions = { refuse: () => { throw new FunctionError('Refused', 'no'); }, hang: never };
    const { end, history } = await runMachine(
      parallel([{ Refuse: call('refuse') }, { Hang: call('hang') }, { Hold: { Type: 'Wait', Seconds: 60, End: true } }, { Quick: { Type: 'Pass', End: true } }]),
      { functions },
    );
    expect(end).toMatchObject({ status: 'FAILED', error: 'Refused' });
    const failed = history.find((event) => event.endsWith('LambdaFunctionFailed'))?.split('<')[0] ?? '';
    const last = history.slice(-5).map((event) => event.replace(/^\d+</, ''));
    expect(last).toEqual([`${failed} TaskStateAborted`, `${failed} TaskStateAborted`, `${failed} WaitStateAborted`, `${failed} ParallelStateFailed`, `${history.length - 1} ExecutionFailed`]);
  });

  it('stops waiting for a branch that was cut off', async () => {
    const { events, clock } = await runMachine(parallel([{ Stop: { Type: 'Fail', Error: 'E' } }, { Hold: { Type: 'Wait', Seconds: 60, End: true } }]));
    expect(clock.now()).toBe(events[0]?.timestampMs);
  });

  it('catches the failure of a branch', async () => {
    const { output, history } = await runMachine(
      parallel([{ Stop: { Type: 'Fail', Error: 'E', Cause: 'C' } }], { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }] }, { After: { Type: 'Pass', End: true } }),
    );
    expect(output).toEqual({ Error: 'E', Cause: 'C' });
    expect(history.slice(3)).toEqual(['4<3 FailStateEntered', '5<4 ParallelStateFailed', '6<5 ParallelStateExited', '7<6 PassStateEntered', '8<7 PassStateExited', '9<8 ExecutionSucceeded']);
  });

  it('catches the failure of a task in a branch by States.TaskFailed', async () => {
    const functions = { refuse: () => { throw new FunctionError('Refused', 'no'); } };
    const { output } = await runMachine(
      parallel([{ Refuse: call('refuse') }], { Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: '{% $states.errorOutput.Error %}', Next: 'After' }] }, { After: { Type: 'Pass', End: true } }),
      { functions },
    );
    expect(output).toBe('Refused');
  });

  it('starts all branches again when it is retried, and fails once', async () => {
    const { history } = await runMachine(parallel([{ Stop: { Type: 'Fail', Error: 'E' } }], { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }] }));
    expect(history.slice(2)).toEqual(['3<2 ParallelStateStarted', '4<3 FailStateEntered', '5<4 ParallelStateStarted', '6<5 FailStateEntered', '7<6 ParallelStateFailed', '8<7 ExecutionFailed']);
  });

  it('keeps a failure that a branch catches from the others', async () => {
    const { output } = await runMachine(
      parallel([
        { Refuse: call('refuse', { Catch: [{ ErrorEquals: ['States.ALL'], Output: { status: 'unknown' }, Next: 'Unknown' }] }), Unknown: { Type: 'Pass', End: true } },
        { Hold: { Type: 'Wait', Seconds: 1, End: true } },
      ]),
      { functions: { refuse: () => { throw new FunctionError('Refused', 'no'); } } },
    );
    expect(output).toEqual([{ status: 'unknown' }, {}]);
  });

  it('lets States.Runtime in a branch end the execution, whatever it catches', async () => {
    const broken = { Broken: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: {}, End: true } };
    const { end, history } = await runMachine(parallel([broken], { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }] }, { After: { Type: 'Pass', End: true } }));
    expect(end.error).toBe('States.Runtime');
    expect(history.slice(3)).toEqual(['4<3 TaskStateEntered', '5<4 ExecutionFailed']);
  });

  it('names a failed evaluation in a branch by the state that it happened in, once', async () => {
    const { end, history } = await runMachine(parallel([{ Bad: { Type: 'Pass', Output: '{% $nothing %}', End: true } }]));
    expect(end.cause).toMatch(/^An error occurred while executing the state 'Bad' \(entered at the event id #4\)\. The JSONata expression/);
    expect(history.slice(4)).toEqual(['5<4 EvaluationFailed', '6<5 ParallelStateFailed', '7<6 ExecutionFailed']);
  });
});
