import type { Raster } from './raster.ts';

/**
 * A raster and its halves, made as they are asked for. Sampling a large image directly into a small input skips pixels (aliasing) and
 * misses the cache; from the right level it does neither.
 */
export class Pyramid {
  readonly base: Raster;
  readonly #levels: Raster[];

  constructor(base: Raster) {
    this.base = base;
    this.#levels = [base];
  }

  /**
   * The smallest level that still has at least one pixel for each pixel wanted.
   *
   * @param scale base pixels a wanted pixel spans
   * @returns the level and how many base pixels one of its pixels spans: a power of two
   */
  levelFor(scale: number): { raster: Raster; basePixels: number } {
    let raster = this.base;
    let basePixels = 1;
    for (let level = 1; scale / basePixels >= 2 && raster.widthPx >= 2 && raster.heightPx >= 2; level += 1) {
      raster = this.#levels[level] ??= halve(raster);
      basePixels *= 2;
    }
    return { raster, basePixels };
  }
}

/** Each pixel the mean of two by two. The channels are written out, for every image passes here: a loop over them takes three times as long. */
export function halve(source: Raster): Raster {
  const widthPx = source.widthPx >> 1;
  const heightPx = source.heightPx >> 1;
  const from = source.data;
  const stride = source.widthPx * 3;
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let y = 0, to = 0; y < heightPx; y += 1) {
    let at = 2 * y * stride;
    for (let x = 0; x < widthPx; x += 1) {
      const below = at + stride;
      data[to] = ((from[at] ?? 0) + (from[at + 3] ?? 0) + (from[below] ?? 0) + (from[below + 3] ?? 0) + 2) >> 2;
      data[to + 1] = ((from[at + 1] ?? 0) + (from[at + 4] ?? 0) + (from[below + 1] ?? 0) + (from[below + 4] ?? 0) + 2) >> 2;
      data[to + 2] = ((from[at + 2] ?? 0) + (from[at + 5] ?? 0) + (from[below + 2] ?? 0) + (from[below + 5] ?? 0) + 2) >> 2;
      at += 6;
      to += 3;
    }
  }
  return { data, widthPx, heightPx };
}
