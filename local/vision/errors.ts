/** Why the engine could not analyse an image that was in order; what is wrong with an image itself is in `image/errors.ts`. */
export type VisionErrorCode = 'VISION_OVERLOADED' | 'VISION_CLOSED' | 'VISION_WORKER_FAILED';

export abstract class VisionError extends Error {
  abstract readonly code: VisionErrorCode;
}

/** As many analyses as the engine takes on are waiting: try again later. */
export class VisionOverloadedError extends VisionError {
  override readonly name = 'VisionOverloadedError';
  readonly code = 'VISION_OVERLOADED';
  constructor(limit: number) {
    super(`${limit} analyses are waiting already.`);
  }
}

/** The engine was closed before it could answer. */
export class VisionClosedError extends VisionError {
  override readonly name = 'VisionClosedError';
  readonly code = 'VISION_CLOSED';
  constructor() {
    super('The vision engine is closed.');
  }
}

/** A model failed, or the thread that ran it. */
export class VisionWorkerError extends VisionError {
  override readonly name = 'VisionWorkerError';
  readonly code = 'VISION_WORKER_FAILED';
}
