import { z } from 'zod';
import { toWire } from '../history/history-event.ts';
import type { OperationContext } from './operation-context.ts';
import { executionOf } from './operation-context.ts';
import { page, PAGING } from './paging.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ executionArn: z.string(), reverseOrder: z.boolean().optional(), includeExecutionData: z.boolean().optional(), ...PAGING });

/** The events of a Standard execution, the oldest first unless `reverseOrder`. */
export async function getExecutionHistory(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { executionArn, reverseOrder = false, includeExecutionData = true, ...paging } = parseInput(Schema, raw);
  const events = await context.standard.history(executionOf(context, executionArn).arn);
  // Events are numbered from 1 without gaps.
  const indexes = Array.from({ length: events.length }, (_, index) => (reverseOrder ? events.length - 1 - index : index));
  const { items, nextToken } = page({ items: indexes, keyOf: String, scope: `${executionArn}#${reverseOrder ? 'reverse' : ''}` }, paging);
  return { events: items.flatMap((index) => events.at(index) ?? []).map((event) => toWire(event, includeExecutionData)), ...(nextToken !== undefined && { nextToken }) };
}
