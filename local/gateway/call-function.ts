import type { LambdaIntegration } from '../assembly/assembly.ts';
import { AwsError } from '../aws/aws-error.ts';
import { LambdaClosedError } from '../lambda/lambda-closed-error.ts';
import type { LambdaInvoker, LambdaResult } from '../lambda/lambda-invoker.ts';
import { FunctionNotFoundError } from '../lambda/lambda-invoker.ts';
import { GatewayError } from './gateway-error.ts';

/**
 * Calls an integration's function and waits as long as the integration allows; the function itself may run on.
 *
 * @returns the function's answer, JSON text
 * @throws GatewayError INTEGRATION_TIMEOUT; REQUEST_TOO_LARGE; THROTTLED; DEFAULT_5XX when the function fails; INTEGRATION_FAILURE and API_CONFIGURATION_ERROR when it
 *   cannot be called
 */
export async function callFunction(lambda: LambdaInvoker, { functionArn, timeoutMs }: LambdaIntegration, payload: string): Promise<string> {
  const { payload: answer, functionError } = await within(timeoutMs, lambda.invoke(functionArn, payload));
  if (functionError !== null) throw new GatewayError('DEFAULT_5XX', 'Internal server error');
  return answer;
}

async function within(timeoutMs: number, invocation: Promise<LambdaResult>): Promise<LambdaResult> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new GatewayError('INTEGRATION_TIMEOUT', 'Endpoint request timed out'));
    }, timeoutMs);
  });
  try {
    return await Promise.race([invocation, tooLate]);
  } catch (error) {
    throw translate(error);
  } finally {
    clearTimeout(timer);
  }
}

function translate(error: unknown): unknown {
  if (error instanceof AwsError && error.code === 'RequestTooLargeException') return new GatewayError('REQUEST_TOO_LARGE', 'Request Too Long', error);
  if (error instanceof AwsError && error.code === 'TooManyRequestsException') return new GatewayError('THROTTLED', 'Too Many Requests', error);
  if (error instanceof FunctionNotFoundError) return new GatewayError('API_CONFIGURATION_ERROR', 'Internal server error', error);
  if (error instanceof LambdaClosedError) return new GatewayError('INTEGRATION_FAILURE', 'Internal server error', error);
  return error;
}
