import { scan, type ScanHit, type ScanRequest } from './scan.ts';
import { ScanThread } from './scan-thread.ts';
import { ROWS_PER_BLOCK, type VectorBlock, type VectorMatrix } from './vector-matrix.ts';

/** So many rows take about half a millisecond: less than to ask another thread is worth. */
const MAX_ROWS_HERE = 2 * ROWS_PER_BLOCK;

export interface KeyMatch {
  readonly key: string;
  readonly cosine: number;
}

/** A scan is as quick as memory is read, which one core alone cannot do as fast as two. */
const THREADS = 2;

/** Finds the vectors nearest to another one. Large matrices are scanned in threads of their own, which begin with the first of them. */
export class Scanner {
  readonly #threads = Array.from({ length: THREADS }, () => new ScanThread());

  /** Starts the threads ahead of the first search, where they will be wanted. */
  prepareFor(rows: number): void {
    if (rows > MAX_ROWS_HERE) for (const thread of this.#threads) thread.start();
  }

  /**
   * @param vector of length one; rows are taken for such, so that dot products are cosines
   * @returns of the rows of this moment those that are near enough, the nearest first
   */
  async nearest(matrix: VectorMatrix, vector: Float32Array, { minCosine, maxResults }: { minCosine: number; maxResults: number }): Promise<KeyMatch[]> {
    const blocks = matrix.blocks();
    const request: ScanRequest = { vector, blocks: blocks.map(({ values, rows }) => ({ values, rows })), minCosine, maxResults };
    const hits = matrix.size > MAX_ROWS_HERE ? await this.#scanInThreads(request) : scan(request);
    return hits.map(({ block, row, cosine }) => ({ key: keyAt(blocks, block, row), cosine }));
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  /** Each thread takes as many blocks, in their order, so that of equal rows the earlier stays first. */
  async #scanInThreads(request: ScanRequest): Promise<ScanHit[]> {
    const share = Math.ceil(request.blocks.length / THREADS);
    const found = await Promise.all(
      this.#threads.map(async (thread, index) => {
        const first = index * share;
        const hits = await thread.scan({ ...request, blocks: request.blocks.slice(first, first + share) });
        return hits.map((hit) => ({ ...hit, block: first + hit.block }));
      }),
    );
    return found.flat().sort((a, b) => b.cosine - a.cosine).slice(0, request.maxResults);
  }
}

function keyAt(blocks: readonly VectorBlock[], block: number, row: number): string {
  const key = blocks[block]?.keys[row];
  if (key === undefined) throw new RangeError(`The matrix had no row ${row} in block ${block}`);
  return key;
}
