import { z } from 'zod';
import { ParametersSchema } from '../../schemas.ts';

/** An ISO 8601 time in UTC. */
export const TimeSchema = z.iso.datetime();

/** Beside a `message`, for clients that say it in another language; left out where the code says all there is to say. */
export const WORDING = {
  detail: z.string().optional().describe('Which sentence the message is: one name for each way in which something can be the matter.'),
  parameters: ParametersSchema.optional().describe('What the message speaks of, by name, such as `limit` or `file`.'),
};

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item): z.ZodObject<{ items: z.ZodArray<Item>; nextCursor: z.ZodNullable<z.ZodString> }> {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable().describe('Asks for the next page; null on the last one. A page may be short, or empty, while this is not null: its items were filtered out, or have gone.') });
}

export const DecisionSchema = z.enum(['clear', 'flagged', 'inconclusive']);
export const PercentSchema = z.number().min(0).max(100);
export const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const BoxSchema = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }).meta({ id: 'Box', description: "As ratios of the image's width and height." });
