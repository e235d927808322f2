export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * An affine map of the plane: x' = a x + b y + c, y' = d x + e y + f, written [a, b, c, d, e, f]. Here always from the pixel centres of
 * a model's input to those of the image, for that is the direction in which a crop is sampled.
 */
export type Affine = readonly [number, number, number, number, number, number];

export function applyAffine(map: Affine, x: number, y: number): Point {
  return { x: map[0] * x + map[1] * y + map[2], y: map[3] * x + map[4] * y + map[5] };
}

/** First `inner`, then `outer`. */
export function composeAffine(outer: Affine, inner: Affine): Affine {
  const shift = applyAffine(outer, inner[2], inner[5]);
  return [
    outer[0] * inner[0] + outer[1] * inner[3],
    outer[0] * inner[1] + outer[1] * inner[4],
    shift.x,
    outer[3] * inner[0] + outer[4] * inner[3],
    outer[3] * inner[1] + outer[4] * inner[4],
    shift.y,
  ];
}

/** How many image pixels a pixel of the model's input spans. */
export function scaleOf(map: Affine): number {
  return Math.hypot(map[0], map[3]);
}

/** The whole image squeezed into the input, its aspect ratio lost. */
export function stretchToFit(imageWidthPx: number, imageHeightPx: number, inputWidthPx: number, inputHeightPx: number): Affine {
  const scaleX = imageWidthPx / inputWidthPx;
  const scaleY = imageHeightPx / inputHeightPx;
  return [scaleX, 0, 0.5 * scaleX - 0.5, 0, scaleY, 0.5 * scaleY - 0.5];
}

/** The whole image in the middle of the input, its aspect ratio kept, with bars on two sides. */
export function letterbox(imageWidthPx: number, imageHeightPx: number, inputWidthPx: number, inputHeightPx: number): Affine {
  const scale = Math.max(imageWidthPx / inputWidthPx, imageHeightPx / inputHeightPx);
  const barX = (scale * inputWidthPx - imageWidthPx) / 2;
  const barY = (scale * inputHeightPx - imageHeightPx) / 2;
  return [scale, 0, 0.5 * scale - 0.5 - barX, 0, scale, 0.5 * scale - 0.5 - barY];
}

/** A square of the image with the given centre and side, turned by `angleRad` (clockwise on the screen), filling a square input. */
export function squareCrop(centre: Point, sideLengthPx: number, angleRad: number, inputSizePx: number): Affine {
  return rectangleCrop(centre, sideLengthPx, sideLengthPx, angleRad, inputSizePx);
}

/** A rectangle of the image, likewise turned, stretched to a square input. */
export function rectangleCrop(centre: Point, widthPx: number, heightPx: number, angleRad: number, inputSizePx: number): Affine {
  const [scaleX, scaleY] = [widthPx / inputSizePx, heightPx / inputSizePx];
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const [a, b, d, e] = [cos * scaleX, -sin * scaleY, sin * scaleX, cos * scaleY];
  const middle = (inputSizePx - 1) / 2;
  return [a, b, centre.x - (a + b) * middle, d, e, centre.y - (d + e) * middle];
}

/** The same crop, seen in a mirror. */
export function mirrorCrop([a, b, c, d, e, f]: Affine, inputWidthPx: number): Affine {
  const last = inputWidthPx - 1;
  return [-a, b, a * last + c, -d, e, d * last + f];
}
