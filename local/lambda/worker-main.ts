/**
 * The thread that runs one function's bundle, one invocation at a time, as Lambda's Node.js runtime does in its sandbox.
 */
import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Context } from 'aws-lambda';
import { failureOf } from './function-failure.ts';
import type { Handler } from './load-handler.ts';
import { loadHandler } from './load-handler.ts';
import { captureLines } from './worker-log.ts';
import type { FunctionFailure, InvokeMessage, WorkerMessage, WorkerProps } from './worker-messages.ts';

// Of the thread, not of the function.
delete process.env.NODE_COMPILE_CACHE;

const { codeDir, handler: handlerName } = workerData as WorkerProps;
let requestId: string | null = null;

const send = (message: WorkerMessage): void => parentPort?.postMessage(message);
const log = (line: string): void => {
  send({ type: 'log', requestId, line });
};
const flushes = [process.stdout, process.stderr].map((output) => captureLines(output, log));
const flush = (): void => {
  for (const flushOutput of flushes) flushOutput();
};

/** The exit statuses are those of the real runtime. */
const crash: (failure: FunctionFailure, exitStatus: number) => never = (failure, exitStatus) => {
  flush();
  log(`ERROR\tUncaught Exception\t${JSON.stringify(failure)}`);
  send({ type: 'crashed', failure });
  process.exit(exitStatus);
};
process.on('uncaughtException', (error) => crash(failureOf(error), 129));
process.on('unhandledRejection', (reason) => {
  const { trace = [] } = failureOf(reason);
  crash({ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: String(reason), trace }, 128);
});

let handler: Handler;
try {
  handler = await loadHandler(codeDir, handlerName);
} catch (error) {
  crash(failureOf(error), 1);
}
flush();

const invoke = async ({ payload, deadlineMs, context, ...message }: InvokeMessage): Promise<WorkerMessage> => {
  // nodejs24.x has dropped the context's callback members, which the types still list.
  const handed = { ...context, awsRequestId: message.requestId, getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()) } as Context;
  try {
    return { type: 'result', payload: serialise(await handler(JSON.parse(payload), handed)) };
  } catch (error) {
    const failure = failureOf(error);
    log(`ERROR\tInvoke Error\t${JSON.stringify(failure)}`);
    return { type: 'failed', failure };
  }
};

const serialise = (answer: unknown): string => {
  try {
    // A function or a symbol has no JSON either; the runtime answers null for it.
    const json: unknown = JSON.stringify(answer);
    return typeof json === 'string' ? json : 'null';
  } catch (cause) {
    throw Object.assign(new Error('Unable to stringify response body', { cause }), { name: 'Runtime.JSONStringifyError' });
  }
};

parentPort?.on('message', (message: InvokeMessage) => {
  requestId = message.requestId;
  void invoke(message).then((outcome) => {
    flush();
    requestId = null;
    send(outcome);
  });
});
send({ type: 'ready' });
// For the threads that start while this one lives.
flushCompileCache();
