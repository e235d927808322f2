import { untilAborted } from '../engine/until-aborted.ts';
import type { Evaluation } from '../jsonata/evaluation.ts';
import { SandboxProcess } from './sandbox-process.ts';
import type { EvaluationRequest, Sandbox } from './sandbox.ts';

/** One that is kept busy by an expression without end leaves the other to the rest. */
const MAX_PROCESSES = 2;

/** A little more than the time that an evaluation has: it stops most by itself, and is stopped in what cannot be interrupted. */
const TIME_LIMIT_MS = 6_000;

/** After that time a process that nobody needs gives its memory back. */
const IDLE_MS = 60_000;

interface Job {
  readonly request: EvaluationRequest;
  readonly signal: AbortSignal;
  readonly resolve: (found: Evaluation) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Evaluates in processes of their own: the thread that serves everybody goes on, and an
 * expression that exceeds its bounds costs a process and nothing else. A worker thread would not do: one that runs out of memory takes the whole
 * process with it. Processes are started when they are needed.
 */
export class ProcessSandbox implements Sandbox {
  readonly #queue: Job[] = [];
  /** One for every process at work, starting included. */
  readonly #work = new Set<Promise<void>>();
  readonly #idle = new Map<SandboxProcess, NodeJS.Timeout>();
  readonly #processes = new Set<SandboxProcess>();
  readonly #timeLimitMs: number;
  #isClosed = false;

  /** @param props.timeLimitMs of one evaluation; six seconds unless given */
  constructor({ timeLimitMs = TIME_LIMIT_MS }: { timeLimitMs?: number } = {}) {
    this.#timeLimitMs = timeLimitMs;
  }

  /** @throws the signal's reason; Error when the sandbox is closed or its processes do not start */
  evaluate(request: EvaluationRequest, signal: AbortSignal): Promise<Evaluation> {
    const found = new Promise<Evaluation>((resolve, reject) => {
      this.#queue.push({ request, signal, resolve, reject });
    });
    this.#dispatch();
    return untilAborted(found, signal);
  }

  /** Ends every process; what is queued rejects, what is under way fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#work, ...[...this.#processes].map((process) => process.end())]);
  }

  /** Puts one more process to work where that helps. */
  #dispatch(): void {
    if (this.#queue.length === 0 || this.#work.size >= MAX_PROCESSES) return;
    const work = this.#takeJobs().then(() => {
      this.#work.delete(work);
      this.#dispatch();
    });
    this.#work.add(work);
  }

  /** Has a process take what is queued, one after the other. It never rejects. */
  async #takeJobs(): Promise<void> {
    for (let job = this.#next(); job; job = this.#next()) {
      try {
        const process = this.#takeIdle() ?? (await this.#start());
        job.resolve(await process.run(job.request, this.#timeLimitMs));
        if (process.isAlive) this.#rest(process);
        else this.#processes.delete(process);
      } catch (error) {
        job.reject(error);
      }
    }
  }

  /** The next job that somebody still waits for. */
  #next(): Job | undefined {
    let job = this.#queue.shift();
    while (job?.signal.aborted) job = this.#queue.shift();
    return job;
  }

  async #start(): Promise<SandboxProcess> {
    this.#throwIfClosed();
    const process = await SandboxProcess.start();
    this.#processes.add(process);
    if (this.#isClosed) await process.end();
    this.#throwIfClosed();
    return process;
  }

  #rest(process: SandboxProcess): void {
    const timer = setTimeout(() => {
      this.#idle.delete(process);
      this.#processes.delete(process);
      void process.end();
    }, IDLE_MS);
    this.#idle.set(process, timer.unref());
  }

  #takeIdle(): SandboxProcess | null {
    for (const [process, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(process);
      if (process.isAlive) return process;
      this.#processes.delete(process);
    }
    return null;
  }

  #throwIfClosed(): void {
    if (this.#isClosed) throw new Error('The sandbox is closed.');
  }
}
