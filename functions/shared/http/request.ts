import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { NotFoundError } from '../../../domain/errors.ts';

/** Ours are shorter by far. */
const MAX_ID_LENGTH = 128;

export const GROUPS = ['admin', 'auditor', 'candidate'] as const;
export type Group = (typeof GROUPS)[number];

/** Who asks, from the claims that API Gateway's authorizer has verified. */
export interface Caller {
  sub: string;
  /** Null where there is none, or nobody has verified that it is theirs. */
  email: string | null;
  groups: Group[];
}

/** A request after the middleware. */
export interface ApiRequest {
  event: APIGatewayProxyEvent;
  context: Context;
  caller: Caller;
}

export interface ApiAnswer {
  statusCode: number;
  headers?: Record<string, string>;
  /** Bytes and text are answered as they are, under their own Content-Type; anything else as JSON. */
  body: unknown;
  /** The id of what was made, for the audit log: it was not known before. */
  auditTarget?: string;
}

/** The caller of an event; REST APIs bring the list of groups as one comma-joined string. */
export function callerOf(event: APIGatewayProxyEvent): Caller {
  const claims = (event.requestContext.authorizer?.claims ?? {}) as Record<string, string | undefined>;
  const names = (claims['cognito:groups'] ?? '').split(',').map((name) => name.trim());
  // Whom a session expects follows from it: what does not say that it was verified was not.
  const email = claims.email_verified === 'true' ? (claims.email ?? null) : null;
  return { sub: claims.sub ?? '', email, groups: GROUPS.filter((group) => names.includes(group)) };
}

/** A header's value by its name in any case. */
export function headerOf(event: APIGatewayProxyEvent, name: string): string | null {
  const wanted = name.toLowerCase();
  const found = Object.entries(event.headers).find(([key]) => key.toLowerCase() === wanted);
  return found?.[1] ?? null;
}

/**
 * A segment of the path by the name that the route gives it.
 * @throws NotFoundError when it is longer than any id, which DynamoDB would refuse as a key
 */
export function pathParameterOf(event: APIGatewayProxyEvent, name: string): string {
  const id = event.pathParameters?.[name] ?? '';
  if (id.length > MAX_ID_LENGTH) throw new NotFoundError('There is nothing under this id.');
  return id;
}
