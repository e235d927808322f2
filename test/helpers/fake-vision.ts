import type { DetectedFace } from '../../local/vision/faces/detected-face.ts';
import { DEFAULT_SIMILARITY } from '../../local/vision/faces/similarity.ts';
import { VisionOverloadedError } from '../../local/vision/errors.ts';
import type { Vision } from '../../local/vision/vision.ts';

/** A face with nothing wrong about it. */
export function aFace(overrides: Partial<DetectedFace> = {}): DetectedFace {
  return {
    box: { left: 0.4, top: 0.2, width: 0.2, height: 0.3 },
    confidencePercent: 99.5,
    landmarks: new Map([
      ['eyeLeft', { x: 0.45, y: 0.3 }],
      ['eyeRight', { x: 0.55, y: 0.3 }],
      ['mouthLeft', { x: 0.46, y: 0.42 }],
      ['mouthRight', { x: 0.54, y: 0.42 }],
      ['nose', { x: 0.5, y: 0.36 }],
      ['chinBottom', { x: 0.5, y: 0.49 }],
    ]),
    pose: { yawDegrees: 3, pitchDegrees: -2, rollDegrees: 1 },
    quality: { brightnessPercent: 55, sharpnessPercent: 90 },
    eyeDirection: { yawDegrees: 4, pitchDegrees: -5 },
    eyesOpen: 0.98,
    mouthOpen: 0.1,
    sunglasses: 0.01,
    occluded: 0.02,
    alignedCrop: [1, 0, 0, 0, 1, 0],
    traitBasis: { centre: { x: 320, y: 168 }, sidePx: 140, angleRad: 0, mouthWidth: 0.6, mouthOpen: 0.1 },
    ...overrides,
  };
}

/**
 * An engine for what real photographs cannot bring about: an image is text that names what it shows: `overloaded`, `broken`, or a number
 * n for a face whose vector is the n-th axis.
 */
export class FakeVision implements Vision {
  readonly modelVersions;
  readonly similarity = DEFAULT_SIMILARITY;

  constructor(embedding = 'fake-1') {
    this.modelVersions = { faces: 'fake-1', embedding, objects: 'fake-1', moderation: 'fake-1' };
  }

  detectFaces(image: Uint8Array) {
    const text = Buffer.from(image).toString();
    if (text === 'overloaded') return Promise.reject(new VisionOverloadedError(1));
    if (text === 'broken') return Promise.reject(new Error('a secret of the engine'));
    return Promise.resolve({ widthPx: 640, heightPx: 480, faces: [aFace()] });
  }

  embedFaces(image: Uint8Array, faceIndexes: readonly number[]) {
    const axis = Number(Buffer.from(image).toString());
    return Promise.resolve(faceIndexes.map(() => Float32Array.from({ length: 512 }, (_, index) => (index === axis ? 1 : 0))));
  }

  detectObjects() {
    return Promise.resolve([]);
  }

  detectModeration() {
    return Promise.resolve({ drawing: 0, hentai: 0, neutral: 1, porn: 0, sexy: 0 });
  }

  close() {
    return Promise.resolve();
  }
}
