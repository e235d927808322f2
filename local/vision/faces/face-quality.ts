import { ALIGNED_SIZE_PX } from './face-alignment.ts';

/** Both 0-100, as in Rekognition's Quality. */
export interface FaceQuality {
  readonly brightnessPercent: number;
  readonly sharpnessPercent: number;
}

/** The part of the aligned crop that is skin, eyes and mouth on every face: no hair, no background. */
const FACE = { left: 22, top: 30, right: 90, bottom: 106 };

/** Variance of the Laplacian at which sharpness is 63. Measured: see `sharpnessPercent`. */
const SHARPNESS_SCALE = 60;

/** @param grey the aligned crop of the face, luma 0-255 */
export function faceQuality(grey: Float32Array): FaceQuality {
  return { brightnessPercent: brightness(grey), sharpnessPercent: sharpness(grey) };
}

/** The face's mean luma. */
function brightness(grey: Float32Array): number {
  let sum = 0;
  for (let y = FACE.top; y < FACE.bottom; y += 1) {
    for (let x = FACE.left; x < FACE.right; x += 1) sum += pixel(grey, x, y);
  }
  return sum / ((FACE.right - FACE.left) * (FACE.bottom - FACE.top)) / 2.55;
}

/**
 * 100 (1 - exp(-v / 60)), v the variance of the Laplacian over the face at 112 x 112: the same measure for a small face that had to be
 * enlarged and for a large one that is out of focus.
 */
function sharpness(grey: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (let y = FACE.top; y < FACE.bottom; y += 1) {
    for (let x = FACE.left; x < FACE.right; x += 1) {
      const curvature = pixel(grey, x - 1, y) + pixel(grey, x + 1, y) + pixel(grey, x, y - 1) + pixel(grey, x, y + 1) - 4 * pixel(grey, x, y);
      sum += curvature;
      squares += curvature * curvature;
    }
  }
  const count = (FACE.right - FACE.left) * (FACE.bottom - FACE.top);
  const variance = squares / count - (sum / count) ** 2;
  return 100 * (1 - Math.exp(-variance / SHARPNESS_SCALE));
}

function pixel(grey: Float32Array, x: number, y: number): number {
  return grey[y * ALIGNED_SIZE_PX + x] ?? 0;
}
