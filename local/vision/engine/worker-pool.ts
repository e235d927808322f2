import { Worker } from 'node:worker_threads';
import { VisionClosedError, VisionWorkerError } from '../errors.ts';
import type { TaskKind, TaskRequest, TaskResults, VisionTask, WorkerCommand, WorkerInput, WorkerMessage } from './tasks.ts';

/**
 * Within an image what others wait for comes first, and what can be spared longest comes last. Between images the earlier comes first, so
 * that none waits for ever.
 */
const RANKS: Readonly<Record<TaskKind, number>> = { faces: 0, objects: 1, embedding: 2, traits: 3, moderation: 4 };

interface Job {
  readonly request: TaskRequest;
  readonly resolve: (result: TaskResults[TaskKind]) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  job: Job | null;
}

/** Worker threads that each have all models, and the queue before them. */
export class WorkerPool {
  readonly #input: WorkerInput;
  readonly #threads = new Set<Thread>();
  readonly #idle: Thread[] = [];
  readonly #queue: Job[] = [];
  #closed = false;

  private constructor(input: WorkerInput) {
    this.#input = input;
  }

  /** Resolves once every thread has loaded its models and run each of them once. */
  static async start(input: WorkerInput, threads: number): Promise<WorkerPool> {
    const pool = new WorkerPool(input);
    try {
      await Promise.all(Array.from({ length: threads }, () => pool.#startThread()));
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  /** @throws VisionWorkerError, VisionClosedError */
  run<T extends VisionTask>(request: TaskRequest & { readonly task: T }): Promise<TaskResults[T['kind']]> {
    if (this.#closed) return Promise.reject(new VisionClosedError());
    return new Promise<TaskResults[T['kind']]>((resolve, reject) => {
      // A worker answers a task with that task's result: the kinds of both are one.
      this.#queue.push({ request, resolve: resolve as Job['resolve'], reject });
      this.#dispatch();
    });
  }

  /** Rejects what is queued or under way; resolves when every thread has finished what it was doing and ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(new VisionClosedError());
    await Promise.all(
      [...this.#threads].map((thread) => {
        thread.job?.reject(new VisionClosedError());
        command(thread, { type: 'end' });
        return thread.ended;
      }),
    );
  }

  #dispatch(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const job = this.#takeNext();
      const thread = this.#idle.pop();
      if (!job || !thread) return;
      thread.job = job;
      command(thread, { type: 'run', ...job.request });
    }
  }

  #takeNext(): Job | undefined {
    let next = 0;
    this.#queue.forEach((job, index) => {
      const best = this.#queue[next];
      if (best && comesBefore(job.request, best.request)) next = index;
    });
    return this.#queue.splice(next, 1)[0];
  }

  #startThread(): Promise<void> {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: this.#input });
    const ended = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        resolve();
      });
    });
    const thread: Thread = { worker, ended, job: null };
    this.#threads.add(thread);
    return new Promise((resolve, reject) => {
      let ready = false;
      let cause: unknown;
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'not-ready') {
          cause = new VisionWorkerError(message.message);
          return;
        }
        if (message.type === 'ready') {
          ready = true;
          resolve();
        } else {
          finish(thread, message);
        }
        this.#idle.push(thread);
        this.#dispatch();
      });
      worker.on('error', (error) => {
        cause = error;
      });
      worker.on('exit', () => {
        const error = new VisionWorkerError('A thread of the vision engine ended.', { cause });
        reject(error);
        thread.job?.reject(error);
        this.#threads.delete(thread);
        const at = this.#idle.indexOf(thread);
        if (at >= 0) this.#idle.splice(at, 1);
        // One that never came up would not come up the next time either.
        if (ready && !this.#closed) this.#replaceThread();
      });
    });
  }

  /** A thread that cannot be replaced is missed by the next job at the latest: without any thread all jobs fail. */
  #replaceThread(): void {
    this.#startThread().catch((error: unknown) => {
      if (this.#threads.size > 0) return;
      for (const job of this.#queue.splice(0)) job.reject(new VisionWorkerError('The vision engine has no threads left.', { cause: error }));
      this.#closed = true;
    });
  }
}

function command({ worker }: Thread, message: WorkerCommand): void {
  worker.postMessage(message);
}

function finish(thread: Thread, message: Extract<WorkerMessage, { type: 'result' | 'failure' }>): void {
  const job = thread.job;
  thread.job = null;
  if (message.type === 'result') job?.resolve(message.result);
  else job?.reject(new VisionWorkerError(`Task ${job.request.task.kind} failed: ${message.message}`));
}

function comesBefore(a: TaskRequest, b: TaskRequest): boolean {
  return a.imageNumber === b.imageNumber ? RANKS[a.task.kind] < RANKS[b.task.kind] : a.imageNumber < b.imageNumber;
}
