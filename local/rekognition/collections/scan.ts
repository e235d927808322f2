/** Rows to compare with, as they are sent to another thread. */
export interface ScannedRows {
  readonly values: Float32Array;
  readonly rows: number;
}

export interface ScanRequest {
  readonly vector: Float32Array;
  readonly blocks: readonly ScannedRows[];
  readonly minCosine: number;
  readonly maxResults: number;
}

/** A row that is near enough. */
export interface ScanHit {
  readonly block: number;
  readonly row: number;
  readonly cosine: number;
}

/** The rows whose dot product with the vector is large enough, the largest first; of equal ones the earlier first. */
export function scan({ vector, blocks, minCosine, maxResults }: ScanRequest): ScanHit[] {
  const hits: ScanHit[] = [];
  for (const [block, { values, rows }] of blocks.entries()) {
    const products = dotProducts(values, rows, vector);
    for (let row = 0; row < rows; row += 1) {
      const cosine = products[row] ?? NaN;
      if (cosine >= minCosine) hits.push({ block, row, cosine });
    }
  }
  return hits.sort((a, b) => b.cosine - a.cosine).slice(0, maxResults);
}

/** Of two vectors of length one the cosine. */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

/** Four rows at a time, which is as fast as memory is read: a value of the vector is fetched once for all four, and their sums do not wait for each other. */
function dotProducts(values: Float32Array, rows: number, vector: Float32Array): Float64Array {
  const columns = vector.length;
  const query = Float64Array.from(vector);
  const products = new Float64Array(rows);
  const together = rows - (rows % 4);
  for (let row = 0; row < together; row += 4) {
    const first = row * columns;
    const second = first + columns;
    const third = second + columns;
    const fourth = third + columns;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let column = 0; column < columns; column += 1) {
      const value = query[column] ?? 0;
      a += (values[first + column] ?? 0) * value;
      b += (values[second + column] ?? 0) * value;
      c += (values[third + column] ?? 0) * value;
      d += (values[fourth + column] ?? 0) * value;
    }
    products[row] = a;
    products[row + 1] = b;
    products[row + 2] = c;
    products[row + 3] = d;
  }
  for (let row = together; row < rows; row += 1) {
    let sum = 0;
    for (let column = 0; column < columns; column += 1) sum += (values[row * columns + column] ?? 0) * (query[column] ?? 0);
    products[row] = sum;
  }
  return products;
}
