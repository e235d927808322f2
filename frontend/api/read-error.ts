import { STATUS_OF_CODE, type Duplicate, type ErrorCode, type PhotoRefusal } from '../../domain/errors.ts';
import type { Parameters } from '../../domain/wording.ts';
import { ApiError } from './api-error.ts';

/** An error as the API writes it. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  requestId?: string;
  field?: string;
  detail?: string;
  parameters?: Parameters;
  reasons?: PhotoRefusal[];
  duplicates?: Duplicate[];
}

/** The error that an answer says; one of its status where something before the API answered in a form of its own. */
export async function readError(response: Response): Promise<ApiError> {
  const body = errorOf(await response.json().catch(() => null));
  return new ApiError({
    status: response.status,
    code: body?.code ?? codeOfStatus(response.status),
    message: body?.message ?? response.statusText,
    requestId: body?.requestId ?? response.headers.get('x-amzn-requestid'),
    field: body?.field ?? null,
    detail: body?.detail ?? null,
    parameters: body?.parameters ?? {},
    reasons: body?.reasons ?? [],
    duplicates: body?.duplicates ?? [],
    retryAfterSeconds: retryAfterSeconds(response),
  });
}

function errorOf(body: unknown): ErrorBody | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return null;
  return typeof error.code === 'string' && error.code in STATUS_OF_CODE && typeof error.message === 'string' ? (error as ErrorBody) : null;
}

function codeOfStatus(status: number): ErrorCode {
  const known = (Object.keys(STATUS_OF_CODE) as ErrorCode[]).find((code) => STATUS_OF_CODE[code] === status);
  return known ?? (status >= 500 ? 'UNAVAILABLE' : 'INVALID_REQUEST');
}

function retryAfterSeconds(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
