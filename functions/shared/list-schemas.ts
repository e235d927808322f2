import { z } from 'zod';
import { AUDIT_ACTIONS } from '../../domain/audit.ts';
import { DECISIONS } from '../../domain/decision.ts';
import { EXECUTION_STATUSES, MACHINES } from './ports/executions.ts';

const TIME_PROBLEM = 'This must be an ISO 8601 time with its offset.';
/** Times are compared as text: with its offset, one of the year 9999 or 0000 may lie in a year that has no four digits. */
const TimeSchema = z.iso
  .datetime({ offset: true, error: TIME_PROBLEM })
  .transform((time) => new Date(time).toISOString())
  .refine((time) => /^\d{4}-/.test(time), TIME_PROBLEM);
const DecisionSchema = z.enum(DECISIONS, `decision must be ${namesOf(DECISIONS)}.`);
export const CursorSchema = z.string().max(8_192, 'cursor must be the nextCursor of an earlier answer.');

/** A stretch of time, and where in the list of it to go on. */
const RANGE = { from: TimeSchema.optional(), to: TimeSchema.optional(), cursor: CursorSchema.optional() };
/** A session's id, and whoever sat it: their `sub`, or their e-mail. */
const OF_WHOM = { session: textSchema('session', 128).optional(), person: textSchema('person', 320).optional() };

/** The query of `GET /executions`. */
export const ExecutionsQuerySchema = inOrder(
  z.object({
    machine: z.enum(MACHINES, `machine must be ${namesOf(MACHINES)}.`).optional(),
    status: z.enum(EXECUTION_STATUSES, `status must be ${namesOf(EXECUTION_STATUSES)}.`).optional(),
    decision: DecisionSchema.optional(),
    ...OF_WHOM,
    ...RANGE,
  }),
);

/** The query of `GET /verdicts`. */
export const VerdictsQuerySchema = inOrder(
  z.object({
    decision: DecisionSchema.optional(),
    reviewed: z.enum(['true', 'false'], 'reviewed must be true or false.').transform((text) => text === 'true').optional(),
    ...OF_WHOM,
    ...RANGE,
  }),
);

/** The query of `GET /sessions`. */
export const SessionsQuerySchema = inOrder(
  z.object({
    state: z.enum(['open', 'ended'], 'state must be open or ended.').optional(),
    decision: DecisionSchema.optional(),
    person: OF_WHOM.person,
    limit: wholeNumberSchema('limit', 1, 100).optional().describe('How many at most; 25 where it is left out. There may be fewer, and more behind them all the same.'),
    ...RANGE,
  }),
);

/** The query of `GET /sessions/{id}/verdicts`. */
export const SessionVerdictsQuerySchema = z.object({
  order: z.enum(['asc', 'desc'], 'order must be asc or desc.').default('asc'),
  after: wholeNumberSchema('after', 0, 10_000_000).optional().describe('Begins behind the verdict with this sequence, in the order asked for. A cursor counts more.'),
  limit: wholeNumberSchema('limit', 1, 50).optional().describe('How many at most; 50 where it is left out.'),
  cursor: CursorSchema.optional(),
});

/** The query of `GET /audit`. */
export const AuditQuerySchema = inOrder(z.object({ actor: textSchema('actor', 128).optional(), action: z.enum(AUDIT_ACTIONS, 'action must be one of those of the audit log.').optional(), ...RANGE }));

/** The query of a list that is not filtered. */
export const PageQuerySchema = z.object({ cursor: CursorSchema.optional() });

function textSchema(name: string, maxLength: number): z.ZodString {
  return z.string().min(1, `${name} must not be empty.`).max(maxLength, `${name} must be at most ${String(maxLength)} characters.`);
}

function wholeNumberSchema(name: string, least: number, most: number) {
  const message = `${name} must be a whole number from ${String(least)} to ${String(most)}.`;
  return z.string().regex(/^\d{1,8}$/, message).transform(Number).refine((number) => number >= least && number <= most, message);
}

function inOrder<Shape extends typeof RANGE>(schema: z.ZodObject<Shape>): z.ZodObject<Shape> {
  const isInOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean => from === undefined || to === undefined || from <= to;
  return schema.refine((query) => isInOrder(query as { from?: string; to?: string }), { path: ['from'], message: 'from must not be after to.' });
}

function namesOf(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
