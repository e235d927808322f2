import { z } from 'zod';

/**
 * Reads a function's environment once, at start: a missing or wrong value ends the function's start with its name.
 *
 * @example const environment = readEnvironment({ FRAMES_BUCKET: z.string().min(1) });
 */
export function readEnvironment<Shape extends z.ZodRawShape>(shape: Shape): z.infer<z.ZodObject<Shape>> {
  const result = z.object(shape).safeParse(process.env);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Error(`This function's environment is incomplete: ${problems}`);
}

/** How long records are kept, in days. */
export const RetentionDaysSchema = z.coerce.number().int().positive();

/** A name or ARN that the stack fills in. */
export const NameSchema = z.string().min(1);

/** True where AWS is reached at an endpoint of one's own, as on one machine: a bare address that takes no name in front of it. */
export const HAS_OWN_ENDPOINT = process.env.AWS_ENDPOINT_URL !== undefined;
