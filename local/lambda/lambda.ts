import { availableParallelism } from 'node:os';
import type { FunctionResource } from '../assembly/assembly.ts';
import { AwsError } from '../aws/aws-error.ts';
import { FunctionPool } from './function-pool.ts';
import type { LambdaInvoker } from './lambda-invoker.ts';
import { FunctionNotFoundError } from './lambda-invoker.ts';
import { INIT_TIMEOUT_MS } from './lambda-worker.ts';
import { runtimeEnvironment } from './runtime-environment.ts';

/** The largest payload of an invocation. Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_REQUEST_BYTES = 6_291_456;

/** Workers end after this long without work; of a warmed function one stays. */
const IDLE_TIMEOUT_MS = 60_000;

/** As many frames as the vision engine has threads for are under way at a time. Each worker takes 25 MB; AWS's thousand would only wait. */
const MIN_WORKERS = 2;
const MAX_WORKERS = 4;

export interface LambdaProps {
  functions: readonly FunctionResource[];
  /** What every function gets besides its own variables: the endpoint of the AWS services and credentials for it. */
  environment: Readonly<Record<string, string>>;
  /** Workers of one function at the most; as many as there are cores, 2 to 4, unless given. */
  concurrencyPerFunction?: number;
  /** One line of a function's log; the request id is null for lines written outside an invocation. */
  onLog: (functionName: string, requestId: string | null, line: string) => void;
  /** In milliseconds; what AWS has, unless a test is in a hurry. */
  initTimeoutMs?: number;
  idleTimeoutMs?: number;
}

/** Runs the assembly's functions in worker threads. */
export interface Lambda extends LambdaInvoker {
  /** Has the named functions load their bundles now and stay ready, all of them when no names are given. */
  warm(names?: readonly string[]): Promise<void>;
  /** Ends every worker; invocations that have not answered reject with LambdaClosedError. */
  close(): Promise<void>;
}

/**
 * The functions of an assembly, each in threads of its own with an environment of its own, with Lambda's limits on time, memory and size.
 * `invoke` rejects with FunctionNotFoundError, with an AwsError RequestTooLargeException, or with LambdaClosedError; every failure of the function itself
 * is in the result.
 *
 * @example
 * const lambda = createLambda({ functions: assembly.functions, environment: { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, onLog });
 * const { payload, functionError } = await lambda.invoke('detect-labels', '{"key":"frames/1.jpg"}');
 */
export function createLambda(props: LambdaProps): Lambda {
  const pools = new Map(
    props.functions.map((fn) => [
      fn.name,
      new FunctionPool({
        fn,
        environment: runtimeEnvironment(fn, props.environment),
        concurrency: props.concurrencyPerFunction ?? Math.min(MAX_WORKERS, Math.max(MIN_WORKERS, availableParallelism())),
        idleTimeoutMs: props.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
        initTimeoutMs: props.initTimeoutMs ?? INIT_TIMEOUT_MS,
        onLog: (requestId, line) => {
          props.onLog(fn.name, requestId, line);
        },
      }),
    ]),
  );
  const poolOf = (functionName: string): FunctionPool => {
    const pool = pools.get(functionNameOf(functionName));
    if (!pool) throw new FunctionNotFoundError(functionName);
    return pool;
  };

  return {
    invoke: async (functionName, payload) => {
      const pool = poolOf(functionName);
      if (Buffer.byteLength(payload) > MAX_REQUEST_BYTES) {
        throw new AwsError('RequestTooLargeException', `Request must be smaller than ${MAX_REQUEST_BYTES} bytes for the InvokeFunction operation`, { statusCode: 413 });
      }
      return pool.invoke(payload);
    },
    warm: async (names = [...pools.keys()]) => {
      const [first, ...others] = names.map(poolOf);
      // The first one compiles for all.
      await first?.warm();
      await Promise.all(others.map((pool) => pool.warm()));
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

/** The name in `name`, `name:qualifier`, `account:function:name` or an ARN with or without a qualifier. */
function functionNameOf(identifier: string): string {
  return /^(?:(?:arn:[^:]*:lambda:[^:]*:)?[^:]*:function:)?([^:]+)(?::[^:]+)?$/.exec(identifier)?.[1] ?? identifier;
}
