import type { Affine, Point } from './affine.ts';

/**
 * The similarity (turn, scale, shift) that carries `from` onto `to` with the least squared error.
 * Source: S. Umeyama, Least-squares estimation of transformation parameters between two point patterns, 1991; in the plane it has this
 * closed form.
 *
 * @param from at least two different points
 * @param to as many points
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Affine {
  const fromMean = mean(from);
  const toMean = mean(to);
  let cos = 0;
  let sin = 0;
  let spread = 0;
  from.forEach((point, index) => {
    const target = to[index];
    if (!target) throw new RangeError(`${from.length} points cannot be fitted to ${to.length}`);
    const x = point.x - fromMean.x;
    const y = point.y - fromMean.y;
    cos += x * (target.x - toMean.x) + y * (target.y - toMean.y);
    sin += x * (target.y - toMean.y) - y * (target.x - toMean.x);
    spread += x * x + y * y;
  });
  if (spread === 0) throw new RangeError('A similarity needs two different points');
  cos /= spread;
  sin /= spread;
  return [cos, -sin, toMean.x - cos * fromMean.x + sin * fromMean.y, sin, cos, toMean.y - sin * fromMean.x - cos * fromMean.y];
}

export function mean(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}
