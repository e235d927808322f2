import type { BoundingBox } from '@aws-sdk/client-rekognition';
import type { RatioBox } from '../vision/geometry/box.ts';

export function toBoundingBox({ left, top, width, height }: RatioBox): Required<BoundingBox> {
  return { Width: width, Height: height, Left: left, Top: top };
}
