import type { DetectedFace } from '../faces/detected-face.ts';
import type { FaceTraits, TraitBasis } from '../faces/face-traits.ts';
import type { TraitFamily } from '../faces/trait-estimator.ts';
import type { EmbedderName } from '../faces/embedders.ts';
import type { Affine } from '../geometry/affine.ts';
import type { PixelBox } from '../geometry/box.ts';
import type { Raster } from '../image/raster.ts';
import type { ModelFiles } from '../models/prepare-models.ts';
import type { ModerationScores } from '../moderation/moderation.ts';
import type { ObjectDetectorName } from '../objects/calibration.ts';
import type { ObjectCandidate } from '../objects/object-candidate.ts';
import type { VisionMode } from '../vision-mode.ts';

/** What a worker can be asked about an image. */
export type VisionTask =
  | { readonly kind: 'faces' }
  | { readonly kind: 'objects'; readonly detector: ObjectDetectorName }
  | { readonly kind: 'second-look'; readonly region: PixelBox }
  | { readonly kind: 'embedding'; readonly crop: Affine }
  | { readonly kind: 'traits'; readonly family: TraitFamily; readonly faces: readonly TraitBasis[] }
  | { readonly kind: 'moderation' };

/** What it answers, by the task's kind. */
export interface TaskResults {
  readonly faces: readonly DetectedFace[];
  readonly objects: readonly ObjectCandidate[];
  readonly 'second-look': readonly ObjectCandidate[];
  readonly embedding: Float32Array;
  /** Of each face. */
  readonly traits: readonly FaceTraits[];
  readonly moderation: ModerationScores;
}

export type TaskKind = VisionTask['kind'];

/** The image's number tells a worker whether it has the image's smaller versions already. */
export interface TaskRequest {
  readonly imageNumber: number;
  readonly raster: Raster;
  readonly task: VisionTask;
}

/** What a worker is started with. */
export interface WorkerInput {
  readonly modelFiles: ModelFiles;
  readonly embedder: EmbedderName;
  /** Which detectors of objects it loads. */
  readonly mode: VisionMode;
}

/** What a worker is sent; `end` comes last. It is never terminated from outside: the inference runtime would take the process with it. */
export type WorkerCommand =
  | ({
      readonly type: 'run';
      /** Absent when it is that of the task before: each one sent is memory that the thread's garbage collector has to find again. */
      readonly raster?: Raster;
    } & Omit<TaskRequest, 'raster'>)
  | { readonly type: 'end' };

/** What a worker sends: that its models are loaded, or why not, then one answer for each request. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'not-ready'; readonly message: string }
  | { readonly type: 'result'; readonly result: TaskResults[TaskKind] }
  | { readonly type: 'failure'; readonly message: string };
