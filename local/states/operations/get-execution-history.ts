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
  const { items, nextToken } = page(
    { items: reverseOrder ? events.toReversed() : events, keyOf: (event) => String(event.id), scope: `${executionArn}#${reverseOrder ? 'reverse' : ''}` },
    paging,
  );
  return { events: items.map((event) => toWire(event, includeExecutionData)), ...(nextToken !== undefined && { nextToken }) };
}
