import { z } from 'zod';
import type { AwsError } from '../../aws/aws-error.ts';
import type { Json } from '../json.ts';
import { MAX_DATA_BYTES, parseJson } from '../json.ts';
import { isTaskToken } from '../engine/task-tokens.ts';
import { invalidOutput, invalidToken, taskTimedOut } from './errors.ts';
import type { OperationContext } from './operation-context.ts';
import { parseInput } from './parse-input.ts';

const TokenSchema = z.string().min(1).max(2_048);

/** Ends the task that waits with a token. @throws InvalidOutput; TaskTimedOut when no task does any more; InvalidToken */
export function sendTaskSuccess({ tokens }: OperationContext, raw: Record<string, unknown>): unknown {
  const { taskToken, output } = parseInput(z.object({ taskToken: TokenSchema, output: z.string() }), raw);
  if (!tokens.succeed(taskToken, parseOutput(output))) throw noSuchTask(taskToken);
  return {};
}

/** Fails the task that waits with a token. @throws TaskTimedOut when no task does any more; InvalidToken */
export function sendTaskFailure({ tokens }: OperationContext, raw: Record<string, unknown>): unknown {
  const { taskToken, error, cause } = parseInput(z.object({ taskToken: TokenSchema, error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }), raw);
  if (!tokens.fail(taskToken, error ?? null, cause ?? null)) throw noSuchTask(taskToken);
  return {};
}

/** Tells that the task which waits with a token is still at work. @throws TaskTimedOut when no task does any more; InvalidToken */
export function sendTaskHeartbeat({ tokens }: OperationContext, raw: Record<string, unknown>): unknown {
  const { taskToken } = parseInput(z.object({ taskToken: TokenSchema }), raw);
  if (!tokens.heartbeat(taskToken)) throw noSuchTask(taskToken);
  return {};
}

function noSuchTask(token: string): AwsError {
  return isTaskToken(token) ? taskTimedOut() : invalidToken();
}

function parseOutput(text: string): Json {
  if (Buffer.byteLength(text) > MAX_DATA_BYTES) throw invalidOutput(`Output is larger than ${MAX_DATA_BYTES} bytes`);
  try {
    return parseJson(text);
  } catch (error) {
    throw invalidOutput(error instanceof Error ? error.message : 'no JSON');
  }
}
