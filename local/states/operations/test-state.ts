import { InvalidDefinitionError } from '../definition/invalid-definition-error.ts';
import type { TestRequest } from '../test-state/test-request.ts';
import { readTestRequest } from '../test-state/test-request.ts';
import type { Attempt } from '../test-state/try-state.ts';
import { tryState } from '../test-state/try-state.ts';
import { invalidDefinition } from './errors.ts';
import type { OperationContext } from './operation-context.ts';

/**
 * Carries one state out, once, and tells what it made of its data. TRACE tells no more than DEBUG, for HTTP tasks are not served here. A mocked
 * result is taken as it is, whatever `fieldValidationMode` says.
 *
 * @throws InvalidDefinition, InvalidExecutionInput, ValidationException
 */
export async function testState(context: OperationContext, raw: Record<string, unknown>): Promise<unknown> {
  const request = readRequest(context, raw);
  const attempt = await tryState(request, context);
  const { status, output, next, error } = attempt;
  return {
    status,
    ...(output !== undefined && { output: JSON.stringify(output) }),
    ...(next !== null && { nextState: next }),
    ...(error?.errorName != null && { error: error.errorName }),
    ...(error?.causeText != null && { cause: error.causeText }),
    ...(request.inspectionLevel !== 'INFO' && { inspectionData: inspectionData(request, attempt) }),
  };
}

function readRequest(context: OperationContext, raw: Record<string, unknown>): TestRequest {
  try {
    return readTestRequest(raw, context.integrations);
  } catch (error) {
    throw error instanceof InvalidDefinitionError ? invalidDefinition(error.message, error) : error;
  }
}

function inspectionData({ input, state, machineLanguage }: TestRequest, { inspection, variables, retry, catcherIndex }: Attempt): Record<string, unknown> {
  const { afterArguments, result, afterItemSelector, maxConcurrency } = inspection;
  const isJsonata = (state.QueryLanguage ?? machineLanguage) === 'JSONata';
  return {
    input,
    // A state of JSONPath here has none of the fields that would change these on the way.
    ...(!isJsonata && { afterInputPath: input, ...(state.Type === 'Task' && { afterParameters: input }) }),
    ...(isJsonata && afterArguments !== undefined && { afterArguments: JSON.stringify(afterArguments) }),
    ...(result !== undefined && { result: JSON.stringify(result) }),
    ...(!isJsonata && result !== undefined && { afterResultSelector: JSON.stringify(result), afterResultPath: JSON.stringify(result) }),
    ...(afterItemSelector !== undefined && { afterItemSelector: JSON.stringify(afterItemSelector) }),
    ...(maxConcurrency !== undefined && { maxConcurrency }),
    variables: JSON.stringify(variables),
    ...((retry !== null || catcherIndex !== null) && {
      errorDetails: {
        ...(retry && { retryIndex: retry.retrierIndex, retryBackoffIntervalSeconds: Math.round(retry.delayMs / 1000) }),
        ...(catcherIndex !== null && { catchIndex: catcherIndex }),
      },
    }),
  };
}
