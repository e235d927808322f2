/** A block is the unit of copying when a row goes, and of allocation when one comes: two megabytes of 512 columns. */
export const ROWS_PER_BLOCK = 1_024;

/** Some rows of a matrix as they were at one moment: rows are added behind them, but they themselves do not change. */
export interface VectorBlock {
  /** Row by row; in memory that threads can share. */
  readonly values: Float32Array<SharedArrayBuffer>;
  /** Whose row it is. May have become longer since: only the first `rows` count. */
  readonly keys: readonly string[];
  readonly rows: number;
}

interface Block {
  readonly values: Float32Array<SharedArrayBuffer>;
  readonly keys: string[];
}

/**
 * The vectors of a collection by their owner, in blocks as quick to scan as memory can be read. Growing never copies, and removing copies
 * the blocks concerned, so that a scan that is under way in another thread keeps what it began with.
 */
export class VectorMatrix {
  readonly columns: number;
  readonly #blocks: Block[] = [];
  readonly #places = new Map<string, { readonly block: Block; readonly row: number }>();

  constructor(columns: number) {
    this.columns = columns;
  }

  get size(): number {
    return this.#places.size;
  }

  /** In place of the vector that the key had, if it had one. */
  set(key: string, vector: Float32Array): void {
    if (vector.length !== this.columns) throw new RangeError(`A vector of ${vector.length} values does not fit a matrix of ${this.columns} columns`);
    this.remove([key]);
    const block = this.#blockWithRoom();
    const row = block.keys.length;
    block.values.set(vector, row * this.columns);
    block.keys.push(key);
    this.#places.set(key, { block, row });
  }

  get(key: string): Float32Array | undefined {
    const place = this.#places.get(key);
    return place && rowOf(place.block, place.row, this.columns);
  }

  /** Keys that are not there are passed by. */
  remove(keys: Iterable<string>): void {
    const going = new Map<Block, Set<number>>();
    for (const key of keys) {
      const place = this.#places.get(key);
      if (!place) continue;
      this.#places.delete(key);
      const rows = going.get(place.block);
      if (rows) rows.add(place.row);
      else going.set(place.block, new Set([place.row]));
    }
    for (const [block, rows] of going) this.#replace(block, this.#copyWithout(block, rows));
  }

  blocks(): VectorBlock[] {
    return this.#blocks.map(({ values, keys }) => ({ values, keys, rows: keys.length }));
  }

  #blockWithRoom(): Block {
    const roomy = this.#blocks.find(({ keys }) => keys.length < ROWS_PER_BLOCK);
    if (roomy) return roomy;
    const block = this.#emptyBlock();
    this.#blocks.push(block);
    return block;
  }

  #emptyBlock(): Block {
    return { values: new Float32Array(new SharedArrayBuffer(ROWS_PER_BLOCK * this.columns * Float32Array.BYTES_PER_ELEMENT)), keys: [] };
  }

  #copyWithout(block: Block, rows: ReadonlySet<number>): Block {
    const copy = this.#emptyBlock();
    for (const [row, key] of block.keys.entries()) {
      if (rows.has(row)) continue;
      copy.values.set(rowOf(block, row, this.columns), copy.keys.length * this.columns);
      this.#places.set(key, { block: copy, row: copy.keys.length });
      copy.keys.push(key);
    }
    return copy;
  }

  #replace(block: Block, copy: Block): void {
    if (copy.keys.length > 0) this.#blocks.splice(this.#blocks.indexOf(block), 1, copy);
    else this.#blocks.splice(this.#blocks.indexOf(block), 1);
  }
}

function rowOf({ values }: Block, row: number, columns: number): Float32Array {
  return values.subarray(row * columns, (row + 1) * columns);
}
