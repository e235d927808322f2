import { Worker } from 'node:worker_threads';
import type { FunctionResource } from '../assembly/assembly.ts';
import { COMPILE_CACHE_DIR } from '../compile-cache.ts';
import { exited, outOfMemory, responseTooLarge, timedOut } from './function-failure.ts';
import { LOG_STREAM_NAME, logGroupOf } from './runtime-environment.ts';
import type { FunctionFailure, InvokeMessage, WorkerMessage, WorkerProps } from './worker-messages.ts';

/** Lambda gives initialisation this long. Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
export const INIT_TIMEOUT_MS = 10_000;

/** The largest answer of a synchronous invocation. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_RESPONSE_BYTES = 6_291_556;

/** Garbage that a thread may pile up before it is looked through. By itself V8 lets it grow to 48 MB in each of two dozen threads. */
const MAX_YOUNG_GENERATION_MIB = 4;

export type Outcome = { payload: string } | { failure: FunctionFailure };

export interface LambdaWorkerProps {
  fn: FunctionResource;
  /** The whole environment of the thread. */
  environment: Readonly<Record<string, string>>;
  onLog: (requestId: string | null, line: string) => void;
  initTimeoutMs: number;
}

/** What a worker that is no longer alive ended with; the request id is that of whoever has to be told. */
type Ending = (requestId: string) => FunctionFailure;

/** One execution environment of a function: a thread of its own that has loaded the bundle once and runs one invocation at a time. */
export class LambdaWorker {
  /** Null once the bundle is loaded and the worker can run; else what it ended with instead. It never rejects. */
  readonly ready: Promise<Ending | null>;
  /** Once the thread is gone, for whatever reason. */
  readonly exited: Promise<void>;
  readonly #worker: Worker;
  readonly #fn: FunctionResource;
  readonly #onLog: LambdaWorkerProps['onLog'];
  #settleReady: (ending: Ending | null) => void = () => undefined;
  #settleRun: ((outcome: Outcome | Ending) => void) | null = null;
  /** Set as soon as the worker cannot run another invocation. */
  #ending: Ending | null = null;
  #terminated = false;

  constructor({ fn, environment, onLog, initTimeoutMs }: LambdaWorkerProps) {
    this.#fn = fn;
    this.#onLog = onLog;
    const workerData: WorkerProps = { codeDir: fn.codeDir, handler: fn.handler };
    this.#worker = new Worker(new URL('./worker-main.ts', import.meta.url), {
      name: fn.name,
      // Set before the thread starts, or its own modules would not come from the cache; the function does not see it.
      env: { ...environment, NODE_COMPILE_CACHE: COMPILE_CACHE_DIR },
      execArgv: [],
      workerData,
      // What gets past the worker's own capture is dropped rather than mixed into our output.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMiB, maxYoungGenerationSizeMb: MAX_YOUNG_GENERATION_MIB },
    });
    const initTimer = setTimeout(() => {
      this.#end((requestId) => timedOut(requestId, fn.timeoutMs));
    }, initTimeoutMs);
    this.ready = new Promise((resolve) => {
      this.#settleReady = (ending) => {
        clearTimeout(initTimer);
        resolve(ending);
      };
    });
    this.#worker.on('message', (message: WorkerMessage) => {
      this.#receive(message);
    });
    this.#worker.once('error', (error: Error & { code?: string }) => {
      this.#end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory : (requestId) => exited(requestId, 1));
    });
    this.exited = new Promise((resolve) => {
      this.#worker.once('exit', (exitCode) => {
        this.#end((requestId) => exited(requestId, exitCode));
        resolve();
      });
    });
  }

  get alive(): boolean {
    return this.#ending === null;
  }

  /** Runs one invocation; whatever goes wrong is in the outcome. Only for a worker that is ready and idle. */
  async run(requestId: string, payload: string): Promise<Outcome> {
    const { timeoutMs, name, arn, memoryMiB } = this.#fn;
    const message: InvokeMessage = {
      requestId,
      payload,
      deadlineMs: Date.now() + timeoutMs,
      context: { functionName: name, functionVersion: '$LATEST', invokedFunctionArn: arn, memoryLimitInMB: String(memoryMiB), logGroupName: logGroupOf(this.#fn), logStreamName: LOG_STREAM_NAME },
    };
    this.#worker.ref();
    const timer = setTimeout(() => {
      this.#end((id) => timedOut(id, timeoutMs));
    }, timeoutMs);
    const outcome = await new Promise<Outcome | Ending>((resolve) => {
      this.#settleRun = resolve;
      if (this.#ending) resolve(this.#ending);
      else this.#worker.postMessage(message);
    });
    clearTimeout(timer);
    this.#settleRun = null;
    // An idle worker holds up nobody's exit.
    this.#worker.unref();
    if (typeof outcome !== 'function') return outcome;
    const failure = outcome(requestId);
    if (!this.#terminated) this.#onLog(requestId, failure.errorMessage);
    return { failure };
  }

  /** Ends the thread, and with it an invocation under way. */
  async terminate(): Promise<void> {
    this.#terminated = true;
    this.#end((requestId) => exited(requestId, 1));
    await this.exited;
  }

  #receive(message: WorkerMessage): void {
    switch (message.type) {
      case 'ready':
        this.#worker.unref();
        this.#settleReady(null);
        break;
      case 'log':
        this.#onLog(message.requestId, message.line);
        break;
      case 'result':
        this.#settleRun?.(Buffer.byteLength(message.payload) > MAX_RESPONSE_BYTES ? { failure: responseTooLarge(MAX_RESPONSE_BYTES) } : { payload: message.payload });
        break;
      case 'failed':
        this.#settleRun?.({ failure: message.failure });
        break;
      case 'crashed':
        this.#end(() => message.failure);
        break;
    }
  }

  /** The first ending is the one that counts: a time-out is followed by an exit, a crash by both. */
  #end(ending: Ending): void {
    if (this.#ending) return;
    this.#ending = ending;
    this.#settleReady(ending);
    this.#settleRun?.(ending);
    void this.#worker.terminate();
  }
}
