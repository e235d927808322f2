import { Worker } from 'node:worker_threads';
import { compile } from '../jsonata/compile.ts';
import { evaluation } from '../jsonata/evaluation.ts';
import type { EvaluationRequest } from './sandbox.ts';

/*
 * A process of a sandbox: it evaluates what it is sent, one expression after the other, and ends with the process that started it. Its heap is
 * limited by the flags that it is started with.
 */
new Worker(new URL('./sandbox-watch.ts', import.meta.url), { workerData: process.ppid }).unref();
process.on('disconnect', () => process.exit());
process.on('message', ({ source, bindings }: EvaluationRequest) => {
  void evaluation(compile(source), bindings).then((found) => process.send?.(found));
});
process.send?.('ready');
