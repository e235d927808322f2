import type { Duplicate, ErrorCode, PhotoRefusal } from '../../domain/errors.ts';
import type { Parameters } from '../../domain/wording.ts';
import type { Told } from '../composables/useSentence.ts';

export interface ApiErrorProps {
  status: number;
  code: ErrorCode;
  message: string;
  requestId: string | null;
  field?: string | null;
  detail?: string | null;
  parameters?: Parameters;
  reasons?: readonly PhotoRefusal[];
  duplicates?: readonly Duplicate[];
  retryAfterSeconds?: number | null;
}

/** The API answered, and its answer was an error. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: ErrorCode;
  /** What to name to whoever runs Invigil; null when the answer came from something before it. */
  readonly requestId: string | null;
  /** The request's field that is at fault. */
  readonly field: string | null;
  /** Which sentence it is, where there is more to say than the code does. */
  readonly detail: string | null;
  /** What that sentence speaks of. */
  readonly parameters: Parameters;
  /** Why a photo was refused, all reasons at once. */
  readonly reasons: readonly PhotoRefusal[];
  /** Who is registered with this face already, the most similar first. */
  readonly duplicates: readonly Duplicate[];
  /** How long to wait at least before repeating. */
  readonly retryAfterSeconds: number | null;

  constructor({ status, code, message, requestId, field = null, detail = null, parameters = {}, reasons = [], duplicates = [], retryAfterSeconds = null }: ApiErrorProps) {
    super(message);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.field = field;
    this.detail = detail;
    this.parameters = parameters;
    this.reasons = reasons;
    this.duplicates = duplicates;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What it tells, for `useSentence` to say. */
  get told(): Told {
    const { code, detail, parameters, message } = this;
    return { code, detail, parameters, message };
  }
}

/** The API could not be reached, or its answer broke off. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(cause: unknown) {
    super('The server could not be reached.', { cause });
  }
}

/** The session is over: only signing in again helps. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';

  constructor(cause?: unknown) {
    super('The session has ended.', { cause });
  }
}
