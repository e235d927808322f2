import { z } from 'zod';
import { AUDIT_ACTIONS } from '../../../../domain/audit.ts';
import { TimeSchema } from './common.ts';

export const ExecutionSchema = z
  .object({
    name: z.string().describe('The verdictId or registrationId.'),
    machine: z.string(),
    executionArn: z.string().nullable(),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
    decision: z.enum(['clear', 'flagged', 'inconclusive']).nullable(),
    sessionId: z.string().nullable(),
    startDate: TimeSchema,
    stopDate: TimeSchema.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Execution' });

export const HistoryEventSchema = z
  .looseObject({ id: z.number().int(), previousEventId: z.number().int(), type: z.string(), timestamp: TimeSchema })
  .meta({ id: 'HistoryEvent', description: "As GetExecutionHistory of Step Functions has it, in camelCase: beside these the details of its type, for example `taskScheduledEventDetails`." });

export const AuditEntrySchema = z
  .object({
    entryId: z.string(),
    at: TimeSchema,
    actor: z.object({ sub: z.string(), groups: z.array(z.string()) }),
    action: z.enum(AUDIT_ACTIONS),
    target: z.string().nullable(),
    outcome: z.number().int().nullable().describe("The answer's status; null for a change whose end is not known."),
    requestId: z.string(),
    times: z.number().int().describe('How often within five minutes; a change counts once.'),
    lastAt: TimeSchema,
  })
  .meta({ id: 'AuditEntry' });
