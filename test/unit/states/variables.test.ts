import { describe, expect, it } from '@jest/globals';
import { definitionOf, runMachine } from '../../helpers/states/run-machine.ts';

describe('variables', () => {
  it('are there in every later state, and may be assigned anew', async () => {
    const { output, events } = await runMachine(
      definitionOf({
        One: { Type: 'Pass', Assign: { a: '{% $states.input.n %}', list: [1, { deep: '{% 2 %}' }] }, Next: 'Two' },
        Two: { Type: 'Pass', Assign: { a: '{% $a + 1 %}' }, Next: 'Three' },
        Three: { Type: 'Pass', Output: ['{% $a %}', '{% $list %}'], End: true },
      }),
      { input: { n: 1 } },
    );
    expect(output).toEqual([2, [1, { deep: 2 }]]);
    expect(events[2]?.details).toMatchObject({ assignedVariables: { a: '1', list: '[1,{"deep":2}]' }, assignedVariablesDetails: { truncated: false } });
  });

  it('are assigned at once: neither Assign nor Output of the same state sees the new values', async () => {
    const { output } = await runMachine(
      definitionOf({
        One: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Two' },
        Two: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: ['{% $a %}', '{% $b %}'], Next: 'Three' },
        Three: { Type: 'Pass', Output: ['{% $states.input %}', '{% $a %}', '{% $b %}'], End: true },
      }),
    );
    expect(output).toEqual([[1, 2], 2, 1]);
  });

  it('of the outside are seen within branches; those of a branch are seen neither outside nor in another', async () => {
    const inner = (name: string, value: string) => ({
      StartAt: name,
      States: { [name]: { Type: 'Pass', Assign: { mine: value }, Next: `${name} reads` }, [`${name} reads`]: { Type: 'Pass', Output: '{% $outer & $mine %}', End: true } },
    });
    const { output } = await runMachine(
      definitionOf({
        Start: { Type: 'Pass', Assign: { outer: 'o' }, Next: 'Both' },
        Both: { Type: 'Parallel', Branches: [inner('A', '1'), inner('B', '2')], Next: 'After' },
        After: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($mine) %}'], End: true },
      }),
    );
    expect(output).toEqual([['o1', 'o2'], false]);
  });

  it('keep their values when a state that would assign them fails', async () => {
    const { output } = await runMachine(
      definitionOf({
        One: { Type: 'Pass', Assign: { a: 'kept' }, Next: 'Two' },
        Two: { Type: 'Parallel', Branches: [{ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }], Assign: { a: 'lost' }, Output: '{% $nothing %}', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Three' }], Next: 'Three' },
        Three: { Type: 'Pass', Output: '{% $a %}', End: true },
      }),
    );
    expect(output).toBe('kept');
  });
});

describe('the context', () => {
  it('tells of the execution, the machine and the state', async () => {
    const { output } = await runMachine(definitionOf({ Look: { Type: 'Pass', Output: '{% $states.context %}', End: true } }), { input: { n: 1 } });
    expect(output).toEqual({
      Execution: { Id: 'arn:aws:states:us-east-1:000000000000:execution:machine:run', Input: { n: 1 }, Name: 'run', RoleArn: 'arn:aws:iam::000000000000:role/machine', StartTime: '2026-01-02T03:04:05.678Z' },
      StateMachine: { Id: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine', Name: 'machine' },
      State: { Name: 'Look', EnteredTime: '2026-01-02T03:04:05.678Z' },
    });
  });
});
