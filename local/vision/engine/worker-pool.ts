import { Worker } from 'node:worker_threads';
import { COMPILE_CACHE_DIR } from '../../compile-cache.ts';
import { VisionClosedError, VisionWorkerError } from '../errors.ts';
import type { TaskKind, TaskRequest, TaskResults, VisionTask, WorkerCommand, WorkerInput, WorkerMessage } from './tasks.ts';

/**
 * Within an image what others wait for comes first, and what can be spared longest comes last. Between images the earlier comes first, so
 * that none waits for ever.
 */
const RANKS: Readonly<Record<TaskKind, number>> = { faces: 0, 'second-look': 0, objects: 1, embedding: 2, traits: 3, moderation: 4 };

/** Hundreds of times what the slowest task takes: whoever takes longer will never answer. */
const TASK_TIMEOUT_MS = 30_000;

/** The garbage of a thread is mostly what models answered: megabytes held by small objects, so it is looked through often. */
const MAX_YOUNG_GENERATION_MIB = 2;

export interface WorkerPoolProps {
  /** Two at least serve a frame best: faces on one, objects on the other. */
  readonly threads: number;
  /** 30 seconds unless given. */
  readonly taskTimeoutMs?: number;
  /** Takes the place of the engine's own in tests of failure. */
  readonly script?: URL;
}

interface Job {
  readonly request: TaskRequest;
  readonly resolve: (result: TaskResults[TaskKind]) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  job: Job | null;
  /** Of the latest task's image, which the thread still has. */
  imageNumber: number | null;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Worker threads that each have all models, and the queue before them. A thread that ends or hangs fails the task it had, and another one takes
 * its place.
 */
export class WorkerPool {
  readonly #input: WorkerInput;
  readonly #script: URL;
  readonly #taskTimeoutMs: number;
  readonly #threads = new Set<Thread>();
  readonly #idle: Thread[] = [];
  readonly #queue: Job[] = [];
  #closed = false;

  private constructor(input: WorkerInput, { script, taskTimeoutMs }: WorkerPoolProps) {
    this.#input = input;
    this.#script = script ?? new URL('./worker.ts', import.meta.url);
    this.#taskTimeoutMs = taskTimeoutMs ?? TASK_TIMEOUT_MS;
  }

  /** Resolves once every thread has loaded its models and run each of them once. */
  static async start(input: WorkerInput, props: WorkerPoolProps): Promise<WorkerPool> {
    const pool = new WorkerPool(input, props);
    try {
      await Promise.all(Array.from({ length: props.threads }, () => pool.#startThread()));
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

  /** Rejects what is queued or under way; resolves when every thread that does not hang has finished what it was doing and ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#queue.splice(0)) job.reject(new VisionClosedError());
    await Promise.all(
      [...this.#threads].map((thread) => {
        const hung = new Promise<void>((resolve) => {
          clearTimeout(thread.timer);
          thread.timer = setTimeout(resolve, this.#taskTimeoutMs).unref();
        });
        thread.job?.reject(new VisionClosedError());
        command(thread, { type: 'end' });
        return Promise.race([thread.ended, hung]);
      }),
    );
    for (const thread of this.#threads) {
      clearTimeout(thread.timer);
      // One that hangs holds up nobody's exit.
      thread.worker.unref();
    }
  }

  #dispatch(): void {
    while (this.#idle.length > 0 && this.#queue.length > 0) {
      const job = this.#takeNext();
      const thread = this.#idle.pop();
      if (!job || !thread) return;
      thread.job = job;
      thread.timer = setTimeout(() => { this.#abandon(thread); }, this.#taskTimeoutMs).unref();
      const { imageNumber, raster, task } = job.request;
      command(thread, { type: 'run', imageNumber, task, ...(thread.imageNumber === imageNumber ? {} : { raster }) });
      thread.imageNumber = imageNumber;
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
    const worker = new Worker(this.#script, {
      workerData: this.#input,
      env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE_DIR },
      resourceLimits: { maxYoungGenerationSizeMb: MAX_YOUNG_GENERATION_MIB },
    });
    const ended = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        resolve();
      });
    });
    const thread: Thread = { worker, ended, job: null, imageNumber: null, timer: undefined };
    this.#threads.add(thread);
    return new Promise((resolve, reject) => {
      let ready = false;
      let cause: unknown;
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'not-ready') {
          cause = new VisionWorkerError(message.message);
          return;
        }
        // What an abandoned thread answers at last nobody waits for.
        if (!this.#threads.has(thread)) return;
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
        if (!this.#threads.delete(thread)) return;
        clearTimeout(thread.timer);
        thread.job?.reject(error);
        const at = this.#idle.indexOf(thread);
        if (at >= 0) this.#idle.splice(at, 1);
        // One that never came up would not come up the next time either.
        if (ready && !this.#closed) this.#replaceThread();
      });
    });
  }

  /**
   * Gives up a thread that does not answer. It is asked to end, should it ever listen again: terminating it from outside in the midst of a
   * model's run would abort the whole process.
   */
  #abandon(thread: Thread): void {
    if (this.#closed) return;
    thread.job?.reject(new VisionWorkerError(`Task ${thread.job.request.task.kind} did not end within ${this.#taskTimeoutMs} ms.`));
    this.#threads.delete(thread);
    command(thread, { type: 'end' });
    thread.worker.unref();
    this.#replaceThread();
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
  clearTimeout(thread.timer);
  if (message.type === 'result') job?.resolve(message.result);
  else job?.reject(new VisionWorkerError(`Task ${job.request.task.kind} failed: ${message.message}`));
}

function comesBefore(a: TaskRequest, b: TaskRequest): boolean {
  return a.imageNumber === b.imageNumber ? RANKS[a.task.kind] < RANKS[b.task.kind] : a.imageNumber < b.imageNumber;
}
