/**
 * Why there is no camera picture.
 * `insecure`: browsers give a camera to HTTPS and localhost alone. `ended`: it was there, and was unplugged or taken away. `muted`: it is
 * there and delivers nothing, as with a privacy switch.
 */
export const CAMERA_PROBLEMS = ['insecure', 'unsupported', 'denied', 'notFound', 'inUse', 'overconstrained', 'ended', 'muted', 'unknown'] as const;
export type CameraProblem = (typeof CAMERA_PROBLEMS)[number];

/** Source: https://developer.mozilla.org/docs/Web/API/MediaDevices/getUserMedia#exceptions, and the names that older browsers have. */
const PROBLEM_OF_ERROR: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'denied',
  PermissionDeniedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'notFound',
  DevicesNotFoundError: 'notFound',
  NotReadableError: 'inUse',
  TrackStartError: 'inUse',
  AbortError: 'inUse',
  OverconstrainedError: 'overconstrained',
  ConstraintNotSatisfiedError: 'overconstrained',
  NotSupportedError: 'unsupported',
};

/** What an error of getUserMedia means to the person before the camera. */
export function cameraProblemOf(error: unknown): CameraProblem {
  return error instanceof Error ? (PROBLEM_OF_ERROR[error.name] ?? 'unknown') : 'unknown';
}
