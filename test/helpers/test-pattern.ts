import type { Dimension } from '../../local/vision/models/manifest.ts';

/** The lengths of an input for a batch of one; where height and width may be any, those given. */
export function batchOfOne(shape: readonly Dimension[], [heightPx, widthPx]: readonly [number, number] = [0, 0]): number[] {
  const lengths: Readonly<Record<string, number>> = { N: 1, H: heightPx, W: widthPx };
  return shape.map((length) => (typeof length === 'number' ? length : (lengths[length] ?? NaN)));
}

/**
 * A picture made of waves and some noise, in batches of one, channels, height, width: the same numbers on every machine, and with
 * enough in it that every part of a network has something to do.
 */
export function testPattern(shape: readonly number[], low: number, high: number): Float32Array {
  const [, channels = 1, height = 1, width = 1] = shape;
  const pattern = new Float32Array(channels * height * width);
  let random = 12_345;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        // Numerical Recipes' linear congruential generator.
        random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
        const wave = Math.sin((7 * x) / width + channel) * Math.cos((5 * y) / height - channel);
        const ratio = 0.5 + 0.4 * wave + 0.1 * (random / 2 ** 31 - 1);
        pattern[(channel * height + y) * width + x] = low + (high - low) * ratio;
      }
    }
  }
  return pattern;
}
