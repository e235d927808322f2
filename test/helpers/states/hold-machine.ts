import { definitionOf, machineResource } from './run-machine.ts';

/** A Standard machine that waits as long as its input says, and then fails when its input says so. */
export const hold = machineResource(
  'hold',
  definitionOf({
    Hold: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Check' },
    Check: { Type: 'Choice', Choices: [{ Condition: '{% $exists($states.input.fail) %}', Next: 'Stop' }], Default: 'Done' },
    Stop: { Type: 'Fail', Error: 'Stopped', Cause: 'as asked' },
    Done: { Type: 'Succeed' },
  }),
  { logging: { level: 'ALL', includeExecutionData: true, logGroupName: '/invigil/hold' } },
);
