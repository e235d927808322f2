import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many rows are compared before other work gets its turn: about a millisecond. */
const ROWS_PER_TURN = 4_096;

/** The vectors of a collection, one after another in one array: as quick to scan as memory can be read. */
export class FaceMatrix {
  readonly #columns: number;
  #values: Float32Array;
  #rows = 0;

  constructor(columns: number) {
    this.#columns = columns;
    this.#values = new Float32Array(0);
  }

  append(vector: Float32Array): void {
    if (vector.length !== this.#columns) throw new RangeError(`A vector of ${vector.length} values does not fit a matrix of ${this.#columns} columns`);
    const at = this.#rows * this.#columns;
    if (at + this.#columns > this.#values.length) {
      const grown = new Float32Array(Math.max(16 * this.#columns, 2 * this.#values.length));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.set(vector, at);
    this.#rows += 1;
  }

  row(index: number): Float32Array {
    return this.#values.subarray(index * this.#columns, (index + 1) * this.#columns);
  }

  /** The dot product with every row that is there at the moment of the call, though others come while it runs. */
  async dotProducts(vector: Float32Array): Promise<Float32Array> {
    const [values, rows, columns] = [this.#values, this.#rows, this.#columns];
    const products = new Float32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      if (row > 0 && row % ROWS_PER_TURN === 0) await nextTurn();
      const at = row * columns;
      let sum = 0;
      for (let column = 0; column < columns; column += 1) sum += (values[at + column] ?? 0) * (vector[column] ?? 0);
      products[row] = sum;
    }
    return products;
  }
}
