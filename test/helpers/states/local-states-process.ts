import { hold } from './hold-machine.ts';
import { startLocalStates } from './local-states.ts';
import { lambdaOf } from './run-machine.ts';

/** Serves one Standard machine on the data folder of its argument, as a process that a test can kill. */
const { url } = await startLocalStates({ dataDir: process.argv[2] ?? '', machines: [hold], lambda: lambdaOf({}) });
process.send?.({ url });
