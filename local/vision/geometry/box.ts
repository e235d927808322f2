/** An axis-aligned box in pixels: (left, top) to (right, bottom). */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** An axis-aligned box as ratios (0-1) of the image's width and height, which is how Rekognition gives it. */
export interface RatioBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function area(box: PixelBox): number {
  return Math.max(0, box.right - box.left) * Math.max(0, box.bottom - box.top);
}

function intersectionArea(a: PixelBox, b: PixelBox): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0-1. */
export function intersectionOverUnion(a: PixelBox, b: PixelBox): number {
  const shared = intersectionArea(a, b);
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared);
}

/** The same of boxes that are given as ratios of one image. */
export function intersectionOverUnionOfRatios(a: RatioBox, b: RatioBox): number {
  return intersectionOverUnion(corners(a), corners(b));
}

/** How much of the smaller box lies in the other, 0-1. */
export function overlapOfSmaller(a: PixelBox, b: PixelBox): number {
  const shared = intersectionArea(a, b);
  return shared === 0 ? 0 : shared / Math.min(area(a), area(b));
}

export function clipBox(box: PixelBox, widthPx: number, heightPx: number): PixelBox {
  const within = (value: number, limit: number): number => Math.min(Math.max(value, 0), limit);
  return { left: within(box.left, widthPx), top: within(box.top, heightPx), right: within(box.right, widthPx), bottom: within(box.bottom, heightPx) };
}

export function toRatioBox(box: PixelBox, widthPx: number, heightPx: number): RatioBox {
  return { left: box.left / widthPx, top: box.top / heightPx, width: (box.right - box.left) / widthPx, height: (box.bottom - box.top) / heightPx };
}

function corners({ left, top, width, height }: RatioBox): PixelBox {
  return { left, top, right: left + width, bottom: top + height };
}
