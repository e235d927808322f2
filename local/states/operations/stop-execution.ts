import { z } from 'zod';
import type { OperationContext } from './operation-context.ts';
import { executionOf, toSeconds } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const Schema = z.object({ executionArn: z.string(), error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() });

/** Ends a Standard execution as ABORTED; one that has ended already is answered as it ended. */
export async function stopExecution(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const { executionArn, error, cause } = parseInput(Schema, raw);
  const execution = executionOf(context, executionArn);
  await context.standard.stop(execution, error, cause);
  return { stopDate: toSeconds(execution.stopMs ?? 0) };
}
