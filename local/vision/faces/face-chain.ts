import { type PixelBox, toRatioBox } from '../geometry/box.ts';
import { suppressNonMaxima } from '../geometry/non-maximum-suppression.ts';
import type { Pyramid } from '../image/pyramid.ts';
import { type InputFormat, warp } from '../image/warp.ts';
import type { ModelFiles } from '../models/prepare-models.ts';
import type { DetectedFace } from './detected-face.ts';
import { GazeEstimator } from './eye-direction.ts';
import { EyeStateClassifier } from './eye-state.ts';
import { ALIGNED_SIZE_PX, alignedCrop } from './face-alignment.ts';
import { faceBox } from './face-box.ts';
import { type FaceCandidate, FaceDetector } from './face-detection.ts';
import { FaceMesher, MIN_MESH_SCORE } from './face-mesh.ts';
import { faceQuality } from './face-quality.ts';
import { traitBasis } from './face-traits.ts';
import { HeadPoseEstimator } from './head-pose-estimator.ts';
import { landmarks } from './landmarks.ts';
import type { MeshPoints } from './mesh-points.ts';
import { probabilityMouthOpen } from './mouth-state.ts';
import { OcclusionEstimator } from './occlusion.ts';
import { prominence } from './prominence.ts';
import { probabilitySunglasses } from './sunglasses.ts';

/** As many as Rekognition gives. */
const MAX_FACES = 100;

/** Two candidates can settle on the same face: above this overlap they are one. */
const MAX_OVERLAP = 0.5;

/** The aligned crop as what needs no model looks at it. */
const GREY: InputFormat = { widthPx: ALIGNED_SIZE_PX, heightPx: ALIGNED_SIZE_PX, channels: 'grey', scale: [1], offset: [0], outside: 'nearest' };

interface ConfirmedFace {
  readonly box: PixelBox;
  readonly score: number;
  readonly points: MeshPoints;
  readonly prominencePx: number;
}

/** From an image to everything that is known of its faces: detect, confirm by the mesh, describe. */
export class FaceChain {
  readonly #detector: FaceDetector;
  readonly #mesher: FaceMesher;
  readonly #eyes: EyeStateClassifier;
  readonly #gaze: GazeEstimator;
  readonly #occlusion: OcclusionEstimator;
  readonly #pose: HeadPoseEstimator;

  private constructor(parts: {
    detector: FaceDetector;
    mesher: FaceMesher;
    eyes: EyeStateClassifier;
    gaze: GazeEstimator;
    occlusion: OcclusionEstimator;
    pose: HeadPoseEstimator;
  }) {
    this.#detector = parts.detector;
    this.#mesher = parts.mesher;
    this.#eyes = parts.eyes;
    this.#gaze = parts.gaze;
    this.#occlusion = parts.occlusion;
    this.#pose = parts.pose;
  }

  static async load(models: ModelFiles): Promise<FaceChain> {
    return new FaceChain({
      detector: await FaceDetector.load(models['face-detector']),
      mesher: await FaceMesher.load(models['face-mesh']),
      eyes: await EyeStateClassifier.load(models['eye-state']),
      gaze: await GazeEstimator.load(models.iris),
      occlusion: await OcclusionEstimator.load(models['face-landmarks-68']),
      pose: await HeadPoseEstimator.load(models['head-pose']),
    });
  }

  /** @returns the largest face first, as Rekognition orders them */
  async analyse(image: Pyramid): Promise<DetectedFace[]> {
    const confirmed: ConfirmedFace[] = [];
    for (const candidate of await this.#detector.detect(image)) {
      const face = await this.#confirm(image, candidate);
      if (face) confirmed.push(face);
    }
    const distinct = suppressNonMaxima(confirmed, MAX_OVERLAP)
      .toSorted((a, b) => b.prominencePx - a.prominencePx)
      .slice(0, MAX_FACES);
    const faces: DetectedFace[] = [];
    for (const face of distinct) faces.push(await this.#describe(image, face));
    return faces;
  }

  async release(): Promise<void> {
    await Promise.all([this.#detector, this.#mesher, this.#eyes, this.#gaze, this.#occlusion, this.#pose].map((part) => part.release()));
  }

  async #confirm(image: Pyramid, candidate: FaceCandidate): Promise<ConfirmedFace | null> {
    const mesh = await this.#mesher.fit(image, candidate.box);
    if (mesh.score < MIN_MESH_SCORE) return null;
    // Two networks say so independently: the face is none only if both err.
    const score = 1 - (1 - candidate.score) * (1 - mesh.score);
    const box = faceBox(mesh.points);
    return { box, score, points: mesh.points, prominencePx: prominence({ detected: candidate.box, whole: box, detectorScore: candidate.score, meshScore: mesh.score }, image.base) };
  }

  async #describe(image: Pyramid, { box, score, points }: ConfirmedFace): Promise<DetectedFace> {
    const { widthPx, heightPx } = image.base;
    const crop = alignedCrop(points);
    const grey = warp(image, crop, GREY);
    const gaze = await this.#gaze.estimate(image, points);
    return {
      box: toRatioBox(box, widthPx, heightPx),
      confidencePercent: 100 * score,
      landmarks: new Map([...landmarks(points, gaze.pupils)].map(([name, { x, y }]) => [name, { x: x / widthPx, y: y / heightPx }])),
      pose: await this.#pose.estimate(image, points),
      quality: faceQuality(grey),
      eyeDirection: gaze.direction,
      eyesOpen: await this.#eyes.probabilityOpen(image, points),
      mouthOpen: probabilityMouthOpen(points),
      sunglasses: probabilitySunglasses(grey),
      occluded: await this.#occlusion.probabilityOccluded(image, points),
      alignedCrop: crop,
      traitBasis: traitBasis(points),
    };
  }
}
