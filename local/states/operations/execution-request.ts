import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { MAX_DATA_BYTES, parseJson } from '../json.ts';
import { invalidExecutionInput, validationError } from './errors.ts';
import { checkName } from './names.ts';
import { parseInput } from './parse-input.ts';

const StartSchema = z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().optional() });

/** What both ways of starting an execution take. */
export interface ExecutionRequest {
  stateMachineArn: string;
  name: string;
  /** JSON text. */
  input: string;
}

/** @throws ValidationException, InvalidName, InvalidExecutionInput */
export function executionRequest(raw: Record<string, unknown>): ExecutionRequest {
  const { stateMachineArn, name = randomUUID(), input = '{}' } = parseInput(StartSchema, raw);
  checkName(name);
  if (Buffer.byteLength(input) > MAX_DATA_BYTES) {
    throw validationError(`1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MAX_DATA_BYTES}`);
  }
  try {
    parseJson(input);
  } catch (error) {
    throw invalidExecutionInput(error instanceof Error ? error.message : 'not JSON');
  }
  return { stateMachineArn, name, input };
}
