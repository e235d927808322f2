import type { z } from 'zod';
import type { ErrorCode } from '../../../domain/errors.ts';
import type { Group } from '../http/request.ts';

/** One route of the API, as its description has it. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api`, for example `/verdicts/{id}`. */
  path: string;
  /** Unique, in camelCase: clients are generated with it as the method's name. */
  operationId: string;
  tag: string;
  summary: string;
  description?: string;
  /** Who may; `public` needs no token. */
  groups: readonly Group[] | 'public';
  /** What each segment in braces is; a segment that is not named here is an id. */
  pathParameters?: Readonly<Record<string, string>>;
  query?: z.ZodObject;
  /** Whether an Idempotency-Key is honoured. */
  isIdempotent?: boolean;
  body?: z.ZodType;
  /** By status. */
  answers: Readonly<Record<number, Answer>>;
  /** What it may refuse with beside what every route may: see document.ts. */
  errors?: readonly ErrorCode[];
}

export interface Answer {
  description: string;
  /** The body's, by a name of `components.schemas`; absent where there is no JSON body. */
  schema?: z.ZodType;
  /** `application/json` unless it is something else. */
  contentType?: string;
  /** Names of the headers that it carries. */
  headers?: readonly ('Location' | 'Retry-After' | 'Content-Disposition')[];
}
