import { z } from 'zod';
import { REVIEW_DECISIONS, type Review } from '../../../../domain/review.ts';
import { TimeSchema } from './common.ts';

const StatementSchema = z.object({ decision: z.enum(REVIEW_DECISIONS), note: z.string(), reviewedBy: z.string(), reviewedAt: TimeSchema });

export const ReviewSchema = StatementSchema.extend({ verdictId: z.string(), sessionId: z.string(), history: z.array(StatementSchema).describe('What was said before and replaced, newest first.') }).meta({ id: 'Review' }) satisfies z.ZodType<Review>;
