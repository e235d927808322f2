import type { ModelFiles } from '../../vision/models/prepare-models.ts';
import type { Vision } from '../../vision/vision.ts';
import type { OnProgress } from '../progress.ts';

/** What every evaluation needs. */
export interface EvaluationContext {
  readonly vision: Vision;
  readonly modelFiles: ModelFiles;
  readonly onProgress: OnProgress;
  /** Aborted when the person wants it to end. */
  readonly signal: AbortSignal;
}
