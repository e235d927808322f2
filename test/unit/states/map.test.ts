import { describe, expect, it } from '@jest/globals';
import { definitionOf, FunctionError, runMachine } from '../../helpers/states/run-machine.ts';
import type { States } from '../../helpers/states/run-machine.ts';

const processor = (states: States) => ({ ProcessorConfig: { Mode: 'INLINE' }, StartAt: Object.keys(states)[0], States: states });
const pass = processor({ Item: { Type: 'Pass', End: true } });
const map = (fields: Record<string, unknown>, others: States = {}) => definitionOf({ Each: { Type: 'Map', ItemProcessor: pass, End: true, ...fields }, ...others });

describe('a Map state', () => {
  it.each([
    ['its input', {}, [1, 'two', null], [1, 'two', null]],
    ['its Items', { Items: '{% $states.input.list %}' }, { list: [1, [2]] }, [1, [2]]],
    ['a literal list with expressions', { Items: ['{% $states.input.n %}', 2] }, { n: 1 }, [1, 2]],
    ['an empty list', { Items: '{% [] %}' }, {}, []],
    ['what ItemSelector makes of each item', { ItemSelector: { i: '{% $states.context.Map.Item.Index %}', v: '{% $states.context.Map.Item.Value * 10 %}', of: '{% $count($states.input) %}' } }, [7, 8], [{ i: 0, v: 70, of: 2 }, { i: 1, v: 80, of: 2 }]],
  ])('runs its processor for %s', async (_, fields, input, output) => {
    const run = await runMachine(map(fields), { input });
    expect(run.output).toEqual(output);
  });

  it('gives the results in the order of the items, whatever order they end in', async () => {
    const slow = processor({ Hold: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } });
    const { output, events, clock } = await runMachine(map({ ItemProcessor: slow }), { input: [30, 10, 20] });
    expect(output).toEqual([30, 10, 20]);
    expect(events.filter((event) => event.type === 'MapIterationSucceeded').map((event) => event.details?.index)).toEqual([1, 2, 0]);
    expect(clock.now() - (events[0]?.timestampMs ?? 0)).toBe(30_000);
  });

  it('runs one after the other with MaxConcurrency 1, each following the last event of the one before', async () => {
    const { history, events } = await runMachine(map({ MaxConcurrency: 1 }), { input: ['a', 'b'] });
    expect(history.slice(1)).toEqual([
      '2<0 MapStateEntered',
      '3<2 MapStateStarted',
      '4<3 MapIterationStarted',
      '5<4 PassStateEntered',
      '6<5 PassStateExited',
      '7<6 MapIterationSucceeded',
      '8<6 MapIterationStarted',
      '9<8 PassStateEntered',
      '10<9 PassStateExited',
      '11<10 MapIterationSucceeded',
      '12<11 MapStateSucceeded',
      '13<11 MapStateExited',
      '14<13 ExecutionSucceeded',
    ]);
    expect(events[2]?.details).toEqual({ length: 2 });
    expect(events[7]?.details).toEqual({ name: 'Each', index: 1 });
  });

  it.each([
    ['MaxConcurrency', 3, 3],
    ['40, the most there is, for 0', 0, 40],
    ['40 for more', 1000, 40],
  ])('runs no more at once than %s', async (_, MaxConcurrency, most) => {
    let running = 0;
    let peak = 0;
    const functions = {
      work: async () => {
        running += 1;
        peak = Math.max(peak, running);
        await Promise.resolve();
        running -= 1;
      },
    };
    const work = processor({ Work: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:work', End: true } });
    const { output } = await runMachine(map({ MaxConcurrency, ItemProcessor: work }), { input: new Array(100).fill(0), functions });
    expect(output).toHaveLength(100);
    expect(peak).toBe(most);
  });

  it.each([
    ['Items', { Items: '{% {"a": 1} %}' }, {}, `The JSONata expression '{"a": 1}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {"a":1}`],
    ['an input', {}, 'text', 'Map state input must be an array but was: "text"'],
  ])('fails for %s that is no list, as if it had not been entered', async (_, fields, input, cause) => {
    const { end, history } = await runMachine(map(fields), { input });
    expect(end).toMatchObject({ error: 'States.QueryEvaluationError', cause: `An error occurred while executing the state 'Each' (entered at the event id #2). ${cause}` });
    expect(history.slice(2)).toEqual(['3<0 EvaluationFailed', '4<3 MapStateFailed', '5<4 ExecutionFailed']);
  });

  it('evaluates what it tolerates once it has started, as if that had failed before', async () => {
    const { end, history } = await runMachine(map({ ToleratedFailureCount: '{% "one" %}' }), { input: [] });
    expect(end.cause).toContain(`specified for the field 'ToleratedFailureCount' returned an unexpected result type. Expected 'number', but was 'string' for value: "one"`);
    expect(history.slice(1)).toEqual(['2<0 MapStateEntered', '3<2 MapStateStarted', '4<0 EvaluationFailed', '5<4 MapStateFailed', '6<5 ExecutionFailed']);
  });

  it('fails with the first iteration that fails, and cuts the others off', async () => {
    const work = processor({ Work: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:work', End: true } });
    const functions = {
      work: (item: unknown) => {
        if (item === 'bad') throw new FunctionError('Refused', 'no');
        return new Promise(() => undefined);
      },
    };
    const { end, history, events } = await runMachine(map({ ItemProcessor: work }), { input: ['hangs', 'bad'], functions });
    expect(end.error).toBe('Refused');
    const failed = history.find((event) => event.endsWith('LambdaFunctionFailed'))?.split('<')[0] ?? '';
    expect(history.slice(-6).map((event) => event.replace(/^\d+</, ''))).toEqual([
      `${failed} TaskStateAborted`,
      `${failed} MapIterationFailed`,
      `${failed} TaskStateAborted`,
      `${failed} MapIterationAborted`,
      `${failed} MapStateFailed`,
      `${history.length - 1} ExecutionFailed`,
    ]);
    expect(events.at(-5)?.details).toEqual({ name: 'Each', index: 1 });
    expect(events.at(-3)?.details).toEqual({ name: 'Each', index: 0 });
  });

  it('begins no further iteration after one has failed', async () => {
    const { events } = await runMachine(map({ MaxConcurrency: 1, ItemProcessor: processor({ Stop: { Type: 'Fail', Error: 'E' } }) }), { input: [1, 2, 3] });
    expect(events.filter((event) => event.type === 'MapIterationStarted')).toHaveLength(1);
  });

  it('records a failing ItemSelector within its iteration', async () => {
    const { history, events } = await runMachine(map({ ItemSelector: { v: '{% $nothing %}' } }), { input: [1] });
    expect(history.slice(3)).toEqual(['4<3 MapIterationStarted', '5<4 EvaluationFailed', '6<5 MapIterationFailed', '7<5 MapStateFailed', '8<7 ExecutionFailed']);
    expect(events[4]?.details).toMatchObject({ location: 'ItemSelector/v', state: 'Each' });
  });

  it('lets other work have its turn while it runs states that wait for nothing', async () => {
    let turns = 0;
    let isOver = false;
    const takeTurn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(takeTurn);
    };
    takeTurn();
    await runMachine(map({}), { input: new Array(3000).fill(0) });
    isOver = true;
    expect(turns).toBeGreaterThan(30);
  });
});
