import type { RatioBox } from '../../vision/geometry/box.ts';
import type { Vision } from '../../vision/vision.ts';
import { toLabels } from '../../rekognition/labels/labels.ts';

/** A label as DetectLabels gives it, all confidences. */
export interface PhotoLabel {
  readonly name: string;
  readonly confidencePercent: number;
  readonly instances: readonly { readonly box: RatioBox; readonly confidencePercent: number }[];
}

/** The labels of a photo: names and confidences are those of the API's answer. */
export async function detectLabels(vision: Vision, bytes: Uint8Array): Promise<PhotoLabel[]> {
  return toLabels(await vision.detectObjects(bytes)).map(({ Name = '', Confidence = 0, Instances = [] }) => ({
    name: Name,
    confidencePercent: Confidence,
    instances: Instances.map(({ BoundingBox: { Left = 0, Top = 0, Width = 0, Height = 0 } = {}, Confidence: confidencePercent = 0 }) => ({
      box: { left: Left, top: Top, width: Width, height: Height },
      confidencePercent,
    })),
  }));
}
