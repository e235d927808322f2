import { describe, expect, it } from '@jest/globals';
import { definitionOf, runMachine } from '../../helpers/states/run-machine.ts';

const machine = (choice: Record<string, unknown>) =>
  definitionOf({
    Choose: { Type: 'Choice', ...choice },
    A: { Type: 'Pass', Output: ['A', '{% $states.input %}', '{% $exists($v) ? $v : null %}'], End: true },
    B: { Type: 'Pass', Output: ['B', '{% $states.input %}', '{% $exists($v) ? $v : null %}'], End: true },
  });

describe('a Choice state', () => {
  const rules = [
    { Condition: '{% $states.input.n > 10 %}', Next: 'A', Output: 'large', Assign: { v: '{% $states.input.n %}' } },
    { Condition: '{% $states.input.n > 5 %}', Next: 'A' },
  ];
  it.each([
    ['the first rule that holds, with its own Assign and Output', { n: 11 }, ['A', 'large', 11]],
    ['a later rule, with its input and not the Output of the state', { n: 6 }, ['A', { n: 6 }, null]],
    ['Default, with the Assign and Output of the state', { n: 1 }, ['B', 'small', 'default']],
  ])('takes %s', async (_, input, output) => {
    const run = await runMachine(machine({ Choices: rules, Default: 'B', Output: 'small', Assign: { v: 'default' } }), { input });
    expect(run.output).toEqual(output);
  });

  it('takes a condition that is a literal', async () => {
    const run = await runMachine(machine({ Choices: [{ Condition: false, Next: 'A' }, { Condition: true, Next: 'B' }] }));
    expect(run.output).toEqual(['B', {}, null]);
  });

  it('fails with States.Runtime when no rule holds and there is no Default', async () => {
    const { end, history } = await runMachine(machine({ Choices: [{ Condition: false, Next: 'A' }, { Condition: false, Next: 'B' }] }));
    expect(end).toMatchObject({
      error: 'States.Runtime',
      cause: "An error occurred while executing the state 'Choose' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    });
    expect(history.at(-1)).toBe('3<2 ExecutionFailed');
  });

  it('fails for a condition that is neither true nor false, naming the rule', async () => {
    const { end, events } = await runMachine(machine({ Choices: [{ Condition: false, Next: 'A' }, { Condition: '{% "yes" %}', Next: 'B' }] }));
    expect(end.cause).toContain(`The JSONata expression '"yes"' specified for the field 'Choices[1]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: "yes"`);
    expect(events[2]?.details).toMatchObject({ location: 'Choices[1]/Condition' });
  });

  it('names the rule where the Output of a rule fails', async () => {
    const { events } = await runMachine(machine({ Choices: [{ Condition: true, Next: 'A', Output: { v: '{% $nothing %}' } }], Default: 'B' }));
    expect(events[2]?.details).toMatchObject({ location: 'Choices[0]/Output/v' });
  });
});
