import { z } from 'zod';
import { validation } from '../errors.ts';

/**
 * The operation's input by its schema; members that it does not know are ignored, as AWS does.
 * @throws AwsError ValidationException
 */
export function parseInput<T>(schema: z.ZodType<T>, input: Record<string, unknown>): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const [member = ''] = issue.path.map(String);
    const value = input[member] === undefined ? 'Value null' : 'Value';
    return `${value} at '${member.charAt(0).toLowerCase()}${member.slice(1)}' failed to satisfy constraint: ${issue.message}`;
  });
  throw validation(`${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`);
}

const NOT_NULL = 'Member must not be null';

/** Any reference to a key: its id, ARN, alias or alias's ARN. */
export const KeyIdSchema = z.string(NOT_NULL).min(1, 'Member must have length greater than or equal to 1').max(2048, 'Member must have length less than or equal to 2048');

/** Bytes, which JSON carries as base64. */
export const BytesSchema = z
  .base64(NOT_NULL)
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length > 0, 'Member must have length greater than or equal to 1');

/** Of ListKeys and ListAliases. */
export const PagingSchema = z.object({
  Limit: z.int().min(1, 'Member must have value greater than or equal to 1').max(1000, 'Member must have value less than or equal to 1000').default(100),
  Marker: z.string().optional(),
});
