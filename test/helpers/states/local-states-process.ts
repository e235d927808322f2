import { startLocalStates } from './local-states.ts';
import { definitionOf, lambdaOf, machineResource } from './run-machine.ts';

/** Serves one Standard machine on the data folder of its argument, as a process that a test can kill. */
const machine = machineResource(
  'hold',
  definitionOf({ Hold: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true } }),
  { logging: { level: 'ALL', includeExecutionData: true, logGroupName: '/invigil/hold' } },
);
const { url } = await startLocalStates({ dataDir: process.argv[2] ?? '', machines: [machine], lambda: lambdaOf({}) });
process.send?.({ url });
