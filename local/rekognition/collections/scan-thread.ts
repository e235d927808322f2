import { Worker } from 'node:worker_threads';
import type { ScanHit, ScanRequest } from './scan.ts';

interface Waiting {
  readonly resolve: (hits: readonly ScanHit[]) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that compares vectors; begins with the first scan, and anew after it has failed. */
export class ScanThread {
  #worker: Worker | null = null;
  /** Answers come in the order of the requests. */
  #waiting: Waiting[] = [];

  start(): void {
    this.#thread();
  }

  scan(request: ScanRequest): Promise<readonly ScanHit[]> {
    return new Promise((resolve, reject) => {
      const worker = this.#thread();
      this.#waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#fail(new Error('The collections are closed.'));
    await worker?.terminate();
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./scan-worker.ts', import.meta.url));
    // Whoever waits for an answer keeps the process alive; the thread itself does not.
    worker.unref();
    worker.on('message', (hits: readonly ScanHit[]) => this.#waiting.shift()?.resolve(hits));
    worker.on('error', (cause) => {
      if (this.#worker === worker) this.#fail(new Error('The thread that compares faces failed.', { cause }));
    });
    this.#worker = worker;
    return worker;
  }

  #fail(error: Error): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
