import { createHash } from 'node:crypto';
import type { ImageHeader } from './image-header.ts';
import { decodeLuma, type Luma } from './luma.ts';

/*
 * A picture's perceptual hash: the same for one picture encoded again, near for one with noise, far for one in which somebody has moved by a few
 * pixels. ADR 18 has the figures, and why it is no average or difference hash.
 *
 * The picture is averaged to a small grid, of which every cell keeps what tells it from its neighbours; of that each bit is the sign of a
 * projection onto a fixed random pattern (Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002): the share of
 * bits that differ is the angle between two pictures, as a share of half a turn.
 */
const GRID_WIDTH = 64;
const GRID_HEIGHT = 48;
const CELLS = GRID_WIDTH * GRID_HEIGHT;
const HASH_BITS = 256;

/** Changing it makes every hash on record another kind. */
const PATTERN_SEED = 'invigil perceptual hash 1';

/** A sign for every bit and cell, from a stream that any language has. */
const PATTERNS = signsOf(createHash('shake256', { outputLength: (HASH_BITS * CELLS) / 8 }).update(PATTERN_SEED).digest());

/**
 * The perceptual hash of a JPEG or PNG file whose structure has been checked: 256 bits as 43 characters of base64url; compare by
 * `differingBits` of domain/incidents/pictures.ts. Some 15 ms for 640 × 480 px.
 * @returns null where the picture is too large to be decoded in passing (beyond full HD), cannot be decoded, or shows nothing (one colour)
 */
export function fingerprintOf(bytes: Uint8Array, format: ImageHeader['format']): string | null {
  const luma = decodeLuma(bytes, format);
  if (luma === null) return null;
  const contrast = contrastOf(averageToGrid(luma));
  if (contrast.every((value) => Math.abs(value) < 1e-6)) return null;
  return hashOf(contrast).toString('base64url');
}

/** The mean of each cell; a pixel that lies across the line between two cells counts for both, by its share in each. */
function averageToGrid({ widthPx, heightPx, values }: Luma): Float64Array {
  const grid = new Float64Array(CELLS);
  const columns = sharesOf(widthPx, GRID_WIDTH);
  const rows = sharesOf(heightPx, GRID_HEIGHT);
  const sums = new Float64Array(GRID_WIDTH + 1);
  for (let y = 0, at = 0; y < heightPx; y += 1) {
    sums.fill(0);
    for (let x = 0; x < widthPx; x += 1, at += 1) {
      const value = values[at] ?? 0;
      const column = columns.cells[x] ?? 0;
      sums[column] = (sums[column] ?? 0) + value * (columns.own[x] ?? 0);
      sums[column + 1] = (sums[column + 1] ?? 0) + value * (columns.next[x] ?? 0);
    }
    const from = (rows.cells[y] ?? 0) * GRID_WIDTH;
    for (let column = 0; column < GRID_WIDTH; column += 1) {
      const sum = sums[column] ?? 0;
      grid[from + column] = (grid[from + column] ?? 0) + sum * (rows.own[y] ?? 0);
      if (from + GRID_WIDTH < CELLS) grid[from + GRID_WIDTH + column] = (grid[from + GRID_WIDTH + column] ?? 0) + sum * (rows.next[y] ?? 0);
    }
  }
  return grid;
}

/** For each of so many pixels: the first of the cells that it lies in, and which share of that cell, and of the next one, is its own. */
function sharesOf(pixelCount: number, cellCount: number): { cells: Uint16Array; own: Float64Array; next: Float64Array } {
  const cells = Uint16Array.from({ length: pixelCount }, (_, pixel) => Math.floor((pixel * cellCount) / pixelCount));
  const edge = (pixel: number): number => (cells[pixel] ?? 0) + 1;
  const own = Float64Array.from({ length: pixelCount }, (_, pixel) => Math.min(edge(pixel), ((pixel + 1) * cellCount) / pixelCount) - (pixel * cellCount) / pixelCount);
  const next = Float64Array.from({ length: pixelCount }, (_, pixel) => Math.max(0, ((pixel + 1) * cellCount) / pixelCount - edge(pixel)));
  return { cells, own, next };
}

/** What tells each cell from the mean of it and its neighbours. */
function contrastOf(grid: Float64Array): Float64Array {
  return grid.map((value, cell) => {
    const x = cell % GRID_WIDTH;
    const y = Math.floor(cell / GRID_WIDTH);
    let sum = 0;
    let count = 0;
    for (let row = Math.max(0, y - 1); row <= Math.min(GRID_HEIGHT - 1, y + 1); row += 1) {
      for (let column = Math.max(0, x - 1); column <= Math.min(GRID_WIDTH - 1, x + 1); column += 1) {
        sum += grid[row * GRID_WIDTH + column] ?? 0;
        count += 1;
      }
    }
    return value - sum / count;
  });
}

function hashOf(contrast: Float64Array): Buffer {
  const hash = Buffer.alloc(HASH_BITS / 8);
  for (let bit = 0; bit < HASH_BITS; bit += 1) {
    let projection = 0;
    for (let cell = 0, at = bit * CELLS; cell < CELLS; cell += 1, at += 1) projection += (contrast[cell] ?? 0) * (PATTERNS[at] ?? 0);
    if (projection > 0) hash[bit >> 3] = (hash[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return hash;
}

/** One sign, 1 or -1, for each bit. */
function signsOf(bytes: Uint8Array): Int8Array {
  return Int8Array.from({ length: bytes.length * 8 }, (_, bit) => (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1 ? 1 : -1));
}
