import type { ModelVersions } from '../../vision/vision.ts';
import type { EvaluationOptions } from '../options.ts';
import type { EyeEvaluation } from '../runners/evaluate-eyes.ts';
import type { FaceEvaluation } from '../runners/evaluate-faces.ts';
import type { GroupPhotoEvaluation } from '../runners/evaluate-group-photos.ts';
import type { ObjectEvaluation } from '../runners/evaluate-objects.ts';
import type { PhoneEvaluation } from '../runners/evaluate-phones.ts';
import type { PoseEvaluation } from '../runners/evaluate-pose.ts';
import type { SmileEvaluation } from '../runners/evaluate-smiles.ts';
import type { Machine } from './machine.ts';

/** Rises when a field of report.json changes its meaning or goes. */
export const REPORT_SCHEMA_VERSION = 1;

/** What was measured; null for what was not asked for. */
export interface EvaluationSections {
  readonly faces: FaceEvaluation | null;
  readonly objects: ObjectEvaluation | null;
  readonly phones: PhoneEvaluation | null;
  readonly eyes: EyeEvaluation | null;
  readonly smiles: SmileEvaluation | null;
  readonly pose: PoseEvaluation | null;
  readonly groups: GroupPhotoEvaluation | null;
}

/** report.json. Rates are 0-1, confidences and similarities 0-100, intervals of 95 %. It holds file names, but no image and no vector. */
export interface EvaluationReport {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly productVersion: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly durationSeconds: number;
  readonly options: EvaluationOptions;
  readonly modelVersions: ModelVersions;
  readonly machine: Machine;
  readonly sections: EvaluationSections;
}
