import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { AwsError } from '../../aws/aws-error.ts';

/** How long a repeated request finds its first answer. */
export const TOKEN_LIFETIME_MS = 24 * 60 * 60 * 1_000;

/** That a request with a ClientRequestToken was answered, and how. */
export interface AnsweredRequest {
  /** Operation and token: tokens of different operations have nothing to do with each other. */
  readonly key: string;
  /** SHA-256 of the other parameters: what they said is nobody's business any more. */
  readonly parametersHash: string;
  readonly answer: unknown;
  readonly answeredAtMs: number;
}

/** A request that must happen once only. */
export interface TokenedRequest {
  readonly key: string;
  readonly parametersHash: string;
}

/** Null without a token: then each request is another one. */
export function tokenedRequest(operation: string, { ClientRequestToken: token, ...parameters }: { readonly ClientRequestToken?: string | undefined; readonly [name: string]: unknown }): TokenedRequest | null {
  if (token === undefined) return null;
  return { key: `${operation}:${token}`, parametersHash: createHash('sha256').update(canonicalize(parameters) ?? '').digest('hex') };
}

/** @throws AwsError IdempotentParameterMismatchException when the token came with other parameters before */
export function assertSameRequest(first: AnsweredRequest, again: TokenedRequest): void {
  if (first.parametersHash === again.parametersHash) return;
  throw new AwsError('IdempotentParameterMismatchException', 'A ClientRequestToken input parameter was reused with an operation, but at least one of the other input parameters is different from the previous call to the operation.');
}
