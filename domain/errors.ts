import type { PhotoRefusal } from './registration/photo-refusal.ts';
import type { Wording } from './wording.ts';

export type { PhotoRefusal } from './registration/photo-refusal.ts';

/** Every code that the API answers in `error.code`: closed, so that a client can tell them apart. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'IMAGE_TOO_LARGE'
  | 'MALFORMED_JSON'
  | 'INVALID_REQUEST'
  | 'UNSUPPORTED_IMAGE'
  | 'METHOD_NOT_ALLOWED'
  | 'FACE_ALREADY_REGISTERED'
  | 'SESSION_ENDED'
  | 'EXTERNAL_ID_TAKEN'
  | 'LEGAL_HOLD'
  | 'POLICY_CHANGED'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'PHOTO_REFUSED'
  | 'THROTTLED'
  | 'INTERNAL'
  | 'UNAVAILABLE';

/** The HTTP status of each code. */
export const STATUS_OF_CODE: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  IMAGE_TOO_LARGE: 413,
  MALFORMED_JSON: 400,
  INVALID_REQUEST: 422,
  UNSUPPORTED_IMAGE: 415,
  METHOD_NOT_ALLOWED: 405,
  FACE_ALREADY_REGISTERED: 409,
  SESSION_ENDED: 409,
  EXTERNAL_ID_TAKEN: 409,
  LEGAL_HOLD: 409,
  POLICY_CHANGED: 409,
  IDEMPOTENCY_KEY_REUSED: 409,
  PHOTO_REFUSED: 422,
  THROTTLED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** An error that its reader may see: its message holds nothing but what they need to mend it. */
export abstract class InvigilError extends Error {
  abstract readonly code: ErrorCode;
  /** The request's field that is at fault, as a path such as `image` or `objects.0.name`. */
  readonly field?: string;
  /** Which of the sentences of its code this is, where there is more to say than the code does. */
  readonly wording?: Wording;

  constructor(message: string, options: { field?: string; wording?: Wording; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    if (options.field !== undefined) this.field = options.field;
    if (options.wording !== undefined) this.wording = options.wording;
  }
}

export class ForbiddenError extends InvigilError {
  readonly code = 'FORBIDDEN';
}

export class NotFoundError extends InvigilError {
  readonly code = 'NOT_FOUND';
}

export class ImageTooLargeError extends InvigilError {
  readonly code = 'IMAGE_TOO_LARGE';
}

export class MalformedJsonError extends InvigilError {
  readonly code = 'MALFORMED_JSON';
}

export class InvalidRequestError extends InvigilError {
  readonly code = 'INVALID_REQUEST';
}

export class UnsupportedImageError extends InvigilError {
  readonly code = 'UNSUPPORTED_IMAGE';
}

export class SessionEndedError extends InvigilError {
  readonly code = 'SESSION_ENDED';
}

/** The external id belongs to somebody else already. */
export class ExternalIdTakenError extends InvigilError {
  readonly code = 'EXTERNAL_ID_TAKEN';
}

/** What is to be erased is under a legal hold. */
export class LegalHoldError extends InvigilError {
  readonly code = 'LEGAL_HOLD';
}

/** Somebody else has changed the policy since it was read. */
export class PolicyChangedError extends InvigilError {
  readonly code = 'POLICY_CHANGED';
}

export class IdempotencyKeyReusedError extends InvigilError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
}

/** The service is asked for more than it may give: repeat after a pause. */
export class ThrottledError extends InvigilError {
  readonly code = 'THROTTLED';
  /** How long the pause should be. */
  readonly retryAfterMs: number;

  constructor(message: string, { retryAfterMs = 1_000, ...options }: { retryAfterMs?: number; field?: string; cause?: unknown } = {}) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The verdict or registration could not be completed and recorded, so nothing is answered for it: repeat it. */
export class UnavailableError extends InvigilError {
  readonly code = 'UNAVAILABLE';
}

/** Whose a face is already. */
export interface Duplicate {
  externalImageId: string;
  /** Null when the person is no longer registered, or not yet. */
  fullName: string | null;
  similarityPercent: number;
}

export class PhotoRefusedError extends InvigilError {
  readonly code = 'PHOTO_REFUSED';
  readonly reasons: readonly PhotoRefusal[];
  /** Who is registered with its largest face already, the most similar first: a better photo would be refused for that. */
  readonly duplicates: readonly Duplicate[];

  constructor(reasons: readonly PhotoRefusal[], { duplicates = [], ...options }: { duplicates?: readonly Duplicate[]; cause?: unknown } = {}) {
    super(reasons.map((reason) => reason.message).join(' '), { field: 'image', ...options });
    this.reasons = reasons;
    this.duplicates = duplicates;
  }
}

/** The face is somebody else's already. */
export class FaceAlreadyRegisteredError extends InvigilError {
  readonly code = 'FACE_ALREADY_REGISTERED';
  /** Most similar first. */
  readonly duplicates: readonly Duplicate[];

  constructor(duplicates: readonly Duplicate[], options: { cause?: unknown } = {}) {
    const [{ fullName } = { fullName: null }] = duplicates;
    super(fullName === null ? 'This face is being registered at this moment, or was until a moment ago.' : `This face is registered already, as ${fullName}.`, { field: 'image', ...options });
    this.duplicates = duplicates;
  }
}

/** A defect of ours: its reader learns nothing but that something went wrong; the cause is for the log. */
export class InternalError extends InvigilError {
  readonly code = 'INTERNAL';

  constructor(cause: unknown) {
    super('Something went wrong on our side. Please try again.', { cause });
  }
}
