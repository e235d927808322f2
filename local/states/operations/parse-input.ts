import type { z } from 'zod';
import { validationError } from './errors.ts';

/** The operation's input by its schema; members that it does not know are ignored, as AWS does. @throws ValidationException */
export function parseInput<T>(schema: z.ZodType<T>, input: Record<string, unknown>): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `Value ${quoted(valueAt(input, issue.path))} at '${issue.path.join('.')}' failed to satisfy constraint: ${constraintOf(issue)}`);
  throw validationError(`${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | null | undefined)?.[step], input);
}

function quoted(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  return `'${typeof value === 'string' ? value : JSON.stringify(value)}'`;
}

/** What the member does not satisfy, in the words that all AWS services share. */
function constraintOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined') ? 'Member must not be null' : `Member must be of type ${issue.expected}`;
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    case 'too_big':
      return `Member must have ${measureOf(issue.origin)} less than or equal to ${String(issue.maximum)}`;
    case 'too_small':
      return `Member must have ${measureOf(issue.origin)} greater than or equal to ${String(issue.minimum)}`;
    default:
      return issue.message;
  }
}

function measureOf(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length' : 'value';
}
