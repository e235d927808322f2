import { describe, expect, it } from '@jest/globals';
import { definitionOf, runMachine } from '../../helpers/states/run-machine.ts';

const wait = (seconds: number) => ({ Hold: { Type: 'Wait', Seconds: seconds, End: true } });

describe('an execution', () => {
  it('begins with its input as it was given, and its role', async () => {
    const { events } = await runMachine(definitionOf({ Only: { Type: 'Pass', End: true } }), { input: { a: 1 } });
    expect(events[0]).toMatchObject({ id: 1, previousEventId: 0, details: { input: '{"a":1}', inputDetails: { truncated: false }, roleArn: 'arn:aws:iam::000000000000:role/machine' } });
  });

  it('times out after the TimeoutSeconds of its machine, without a trace of the state it was in', async () => {
    const { end, history, events } = await runMachine(definitionOf(wait(60), { TimeoutSeconds: 5 }));
    expect(end).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect(history.slice(1)).toEqual(['2<0 WaitStateEntered', '3<0 ExecutionTimedOut']);
    expect(events[2]?.timestampMs).toBe((events[0]?.timestampMs ?? 0) + 5000);
  });

  it('times out through branches that would catch anything', async () => {
    const inner = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Wait', Seconds: 60, End: true } } });
    const { end, history } = await runMachine(
      definitionOf({ Both: { Type: 'Parallel', Branches: [inner('One'), inner('Other')], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Never' }], End: true }, Never: { Type: 'Pass', End: true } }, { TimeoutSeconds: 5 }),
    );
    expect(end.status).toBe('TIMED_OUT');
    expect(history.at(-1)).toBe('6<0 ExecutionTimedOut');
  });

  it.each([
    ['300 seconds of an Express machine', 'EXPRESS', {}, 300],
    ['its own time-out, when that is shorter', 'EXPRESS', { TimeoutSeconds: 20 }, 20],
    ['300 seconds of an Express machine, whatever it says', 'EXPRESS', { TimeoutSeconds: 900 }, 300],
  ] as const)('ends after %s', async (_, type, fields, seconds) => {
    const { end, events } = await runMachine(definitionOf(wait(1000), fields), { type });
    expect(end.status).toBe('TIMED_OUT');
    expect(end.stopMs - (events[0]?.timestampMs ?? 0)).toBe(seconds * 1000);
  });

  it.each([
    ['an error and a cause', ['Enough', 'because'], { error: 'Enough', cause: 'because' }],
    ['neither', [undefined, undefined], {}],
  ] as const)('is aborted with %s when it is stopped', async (_, [error, cause], details) => {
    const { end, history, events } = await runMachine(definitionOf(wait(60)), {
      onEvent: (event, execution) => {
        if (event.type === 'WaitStateEntered') execution.stop(error, cause);
      },
    });
    expect(end).toEqual({ status: 'ABORTED', stopMs: end.stopMs, ...details });
    expect(history.at(-1)).toBe('3<0 ExecutionAborted');
    expect(events[2]?.details).toEqual(details);
  });

  it('fails when a Standard history is full, which 25,000 events do', async () => {
    const loop = definitionOf({ Tick: { Type: 'Pass', Next: 'Tock' }, Tock: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Done' }], Default: 'Tick' }, Done: { Type: 'Succeed' } });
    const { end, events } = await runMachine(loop);
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: 'The execution reached the maximum number of history events (25000).' });
    expect(events).toHaveLength(25_000);
    expect(events.at(-1)?.type).toBe('ExecutionFailed');
  });

  it('fails with States.Runtime for a defect of ours, and reports it', async () => {
    const defect = new TypeError('a bug');
    const { end, defects } = await runMachine(definitionOf({ Only: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:judge', End: true } }), {
      lambda: { invoke: () => Promise.reject(defect) },
    });
    expect(end).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: "An error occurred while executing the state 'Only' (entered at the event id #2). An internal error occurred." });
    expect(defects).toEqual([defect]);
  });
});
