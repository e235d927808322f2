import { randomUUID } from 'node:crypto';
import type { LambdaResult } from './lambda-invoker.ts';
import { AwsError } from '../aws/aws-error.ts';
import { LambdaClosedError } from './lambda-closed-error.ts';
import { LambdaWorker } from './lambda-worker.ts';
import type { LambdaWorkerProps, Outcome } from './lambda-worker.ts';

export interface FunctionPoolProps extends LambdaWorkerProps {
  /** Workers at the most; invocations beyond them wait their turn. */
  concurrency: number;
  /** How long a worker may stand idle, in milliseconds; of a pool that was warmed one stays. */
  idleTimeoutMs: number;
}

interface Job {
  requestId: string;
  payload: string;
  resolve: (result: LambdaResult) => void;
  reject: (error: LambdaClosedError) => void;
}

/** Invocations that may wait: as many as a few seconds' work. Where AWS would start more workers, here the next one is refused. */
const MAX_QUEUED = 64;

/**
 * The workers of one function and the queue before them: first in, first out. An idle worker is used again, the latest one first; a new one is started
 * when more wait than are about to be ready.
 */
export class FunctionPool {
  readonly #props: FunctionPoolProps;
  readonly #queue: Job[] = [];
  readonly #workers = new Set<LambdaWorker>();
  readonly #idle = new Map<LambdaWorker, NodeJS.Timeout>();
  #starting = 0;
  #kept = 0;
  #closed = false;

  constructor(props: FunctionPoolProps) {
    this.#props = props;
  }

  /** Workers that live: starting, busy and idle ones. */
  get workerCount(): number {
    return [...this.#workers].filter(({ alive }) => alive).length;
  }

  /**
   * @throws LambdaClosedError when the pool is or gets closed before the function has answered
   * @throws AwsError TooManyRequestsException when too many wait already
   */
  async invoke(payload: string): Promise<LambdaResult> {
    return new Promise((resolve, reject) => {
      const job: Job = { requestId: randomUUID(), payload, resolve, reject };
      if (this.#closed) {
        reject(new LambdaClosedError());
        return;
      }
      if (this.#queue.length >= MAX_QUEUED) {
        reject(new AwsError('TooManyRequestsException', 'Rate Exceeded.', { statusCode: 429 }));
        return;
      }
      this.#queue.push(job);
      this.#dispatch();
    });
  }

  /** Has one worker load the bundle before the first invocation, and keeps one from then on; a bundle that cannot be loaded says so at its invocation. */
  async warm(): Promise<void> {
    this.#kept = 1;
    if (this.#workers.size === 0 && !this.#closed) await this.#start();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#idle.values()) clearTimeout(timer);
    for (const job of this.#queue.splice(0)) job.reject(new LambdaClosedError());
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #dispatch(): void {
    for (const worker of [...this.#idle.keys()].reverse().filter(({ alive }) => alive)) {
      const job = this.#queue.shift();
      if (!job) return;
      clearTimeout(this.#idle.get(worker));
      this.#idle.delete(worker);
      void this.#run(worker, job);
    }
    while (!this.#closed && this.#queue.length > this.#starting && this.#workers.size < this.#props.concurrency) void this.#start();
  }

  async #start(): Promise<void> {
    const worker = new LambdaWorker(this.#props);
    this.#workers.add(worker);
    // Only when the thread is gone does another one take its place. It may go while nobody uses it, by an error in a timer of its own.
    void worker.exited.then(() => {
      clearTimeout(this.#idle.get(worker));
      this.#idle.delete(worker);
      this.#workers.delete(worker);
      this.#dispatch();
    });
    this.#starting++;
    const ending = await worker.ready;
    this.#starting--;
    if (ending === null) {
      this.#rest(worker);
    } else {
      // It can serve nobody: whoever has waited longest is told why.
      const job = this.#queue.shift();
      if (job) this.#settle(job, { failure: ending(job.requestId) });
    }
    this.#dispatch();
  }

  async #run(worker: LambdaWorker, job: Job): Promise<void> {
    const outcome = await worker.run(job.requestId, job.payload);
    this.#settle(job, outcome);
    if (worker.alive) this.#rest(worker);
    this.#dispatch();
  }

  #settle({ requestId, resolve, reject }: Job, outcome: Outcome): void {
    if (this.#closed) reject(new LambdaClosedError());
    else if ('payload' in outcome) resolve({ payload: outcome.payload, functionError: null, requestId });
    else resolve({ payload: JSON.stringify(outcome.failure), functionError: 'Unhandled', requestId });
  }

  #rest(worker: LambdaWorker): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      if (this.workerCount <= this.#kept) return;
      this.#idle.delete(worker);
      void worker.terminate();
    }, this.#props.idleTimeoutMs);
    timer.unref();
    this.#idle.set(worker, timer);
  }
}
