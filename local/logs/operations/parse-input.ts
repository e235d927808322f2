import type { z } from 'zod';
import { invalidParameter } from './errors.ts';

/** The operation's input by its schema; members that it does not know are ignored, as AWS does. @throws InvalidParameterException */
export function parseInput<T>(schema: z.ZodType<T>, input: Record<string, unknown>): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `Value at '${issue.path.join('.')}' failed to satisfy constraint: ${issue.message}`);
  throw invalidParameter(`${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`);
}
