import { Worker } from 'node:worker_threads';
import { scan, type ScanHit, type ScanRequest } from './scan.ts';
import { ROWS_PER_BLOCK, type VectorBlock, type VectorMatrix } from './vector-matrix.ts';

/** So many rows take about half a millisecond: less than to ask another thread is worth. */
const MAX_ROWS_HERE = 2 * ROWS_PER_BLOCK;

export interface KeyMatch {
  readonly key: string;
  readonly cosine: number;
}

interface Waiting {
  readonly resolve: (hits: readonly ScanHit[]) => void;
  readonly reject: (error: Error) => void;
}

/** Finds the vectors nearest to another one. Large matrices are scanned in a thread of their own, which begins with the first of them. */
export class Scanner {
  #worker: Worker | null = null;
  /** Answers come in the order of the requests. */
  #waiting: Waiting[] = [];

  /** Starts the thread ahead of the first search, where one will be wanted. */
  prepareFor(rows: number): void {
    if (rows > MAX_ROWS_HERE) this.#thread();
  }

  /**
   * @param vector of length one; rows are taken for such, so that dot products are cosines
   * @returns of the rows of this moment those that are near enough, the nearest first
   */
  async nearest(matrix: VectorMatrix, vector: Float32Array, { minCosine, maxResults }: { minCosine: number; maxResults: number }): Promise<KeyMatch[]> {
    const blocks = matrix.blocks();
    const request: ScanRequest = { vector, blocks: blocks.map(({ values, rows }) => ({ values, rows })), minCosine, maxResults };
    const hits = matrix.size > MAX_ROWS_HERE ? await this.#scanInThread(request) : scan(request);
    return hits.map(({ block, row, cosine }) => ({ key: keyAt(blocks, block, row), cosine }));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#fail(new Error('The collections are closed.'));
    await worker?.terminate();
  }

  #scanInThread(request: ScanRequest): Promise<readonly ScanHit[]> {
    return new Promise((resolve, reject) => {
      const worker = this.#thread();
      this.#waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
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

  /** The next search begins another thread. */
  #fail(error: Error): void {
    this.#worker = null;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

function keyAt(blocks: readonly VectorBlock[], block: number, row: number): string {
  const key = blocks[block]?.keys[row];
  if (key === undefined) throw new RangeError(`The matrix had no row ${row} in block ${block}`);
  return key;
}
