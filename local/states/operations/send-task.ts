import { z } from 'zod';
import type { Json } from '../json.ts';
import { MAX_DATA_BYTES } from '../json.ts';
import { invalidOutput, taskTimedOut } from './errors.ts';
import type { OperationContext } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const TokenSchema = z.string().min(1).max(2_048);

/** Ends the task that waits with a token. @throws InvalidOutput, TaskTimedOut when no task does */
export function sendTaskSuccess({ tokens }: OperationContext, raw: Record<string, unknown>): unknown {
  const { taskToken, output } = parseInput(z.object({ taskToken: TokenSchema, output: z.string() }), raw);
  if (!tokens.succeed(taskToken, parseOutput(output))) throw taskTimedOut();
  return {};
}

/** Fails the task that waits with a token. @throws TaskTimedOut when no task does */
export function sendTaskFailure({ tokens }: OperationContext, raw: Record<string, unknown>): unknown {
  const { taskToken, error, cause } = parseInput(z.object({ taskToken: TokenSchema, error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }), raw);
  if (!tokens.fail(taskToken, error ?? null, cause ?? null)) throw taskTimedOut();
  return {};
}

/** Tells that the task which waits with a token is still at work. @throws TaskTimedOut when no task does */
export function sendTaskHeartbeat({ tokens }: OperationContext, raw: Record<string, unknown>): unknown {
  if (!tokens.heartbeat(parseInput(z.object({ taskToken: TokenSchema }), raw).taskToken)) throw taskTimedOut();
  return {};
}

function parseOutput(text: string): Json {
  if (Buffer.byteLength(text) > MAX_DATA_BYTES) throw invalidOutput(`Output is larger than ${MAX_DATA_BYTES} bytes`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw invalidOutput(error instanceof Error ? error.message : 'no JSON');
  }
}
