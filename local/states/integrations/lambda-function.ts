import type { LambdaInvoker } from '../../lambda/lambda-invoker.ts';
import type { Integration } from './integration.ts';
import { callLambda } from './lambda-call.ts';

/** A function's own ARN as the resource: the arguments are its event, the result is its answer. */
export function lambdaFunction(lambda: LambdaInvoker, functionArn: string): Integration {
  return {
    check: () => undefined,
    call: async (args) => (await callLambda(lambda, functionArn, args)).payload,
  };
}
