/**
 * Why a picture cannot be used, found before it is sent.
 * `several`: more than one file at once. `fileType`: neither JPEG nor PNG. `fileSize`: too large to be opened. `unreadable`: the browser cannot
 * decode it. `tooSmall`: too few pixels to be of use.
 */
export const PHOTO_PROBLEMS = ['several', 'fileType', 'fileSize', 'unreadable', 'tooSmall'] as const;
export type PhotoProblem = (typeof PHOTO_PROBLEMS)[number];

/** A picture that cannot be used as a photo. */
export class PhotoError extends Error {
  override readonly name = 'PhotoError';
  readonly problem: PhotoProblem;

  constructor(problem: PhotoProblem, options?: ErrorOptions) {
    super(`The picture cannot be used: ${problem}.`, options);
    this.problem = problem;
  }
}
