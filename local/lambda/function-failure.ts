import type { FunctionFailure } from './worker-messages.ts';

/**
 * A thrown value in the form in which the Node.js runtime reports it.
 * Source: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
export function failureOf(thrown: unknown): FunctionFailure {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
}

/** The function ran longer than its time-out. */
export const timedOut = (requestId: string, timeoutMs: number): FunctionFailure => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
});

/** The runtime ended before it answered, by `process.exit` for example. */
export const exited = (requestId: string, exitCode: number): FunctionFailure => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited ${exitCode === 0 ? 'without providing a reason' : `with error: exit status ${exitCode}`}`,
});

/** The function used more memory than it has. */
export const outOfMemory = (requestId: string): FunctionFailure => ({
  errorType: 'Runtime.OutOfMemory',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
});

export const responseTooLarge = (limitBytes: number): FunctionFailure => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size exceeded maximum allowed payload size (${limitBytes} bytes).`,
});
