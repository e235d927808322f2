import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { MAX_DATA_BYTES } from '../json.ts';
import { invalidExecutionInput, invalidName, validationError } from './errors.ts';
import { parseInput } from './parse-input.ts';

const StartSchema = z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().optional() });

/** What both ways of starting an execution take. */
export interface ExecutionRequest {
  stateMachineArn: string;
  name: string;
  /** JSON text. */
  input: string;
}

// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
// eslint-disable-next-line no-control-regex -- control characters are among those that a name may not have
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/u;

/** @throws ValidationException, InvalidName, InvalidExecutionInput */
export function executionRequest(raw: Record<string, unknown>): ExecutionRequest {
  const { stateMachineArn, name = randomUUID(), input = '{}' } = parseInput(StartSchema, raw);
  if (!NAME.test(name)) throw invalidName(name);
  if (Buffer.byteLength(input) > MAX_DATA_BYTES) {
    throw validationError(`1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MAX_DATA_BYTES}`);
  }
  try {
    JSON.parse(input);
  } catch (error) {
    throw invalidExecutionInput(error instanceof Error ? error.message : 'not JSON');
  }
  return { stateMachineArn, name, input };
}
