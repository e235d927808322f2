import type { LambdaInvoker } from '../../lambda/lambda-invoker.ts';
import type { Integration } from './integration.ts';
import { callLambda } from './lambda-call.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { taskArguments } from './task-arguments.ts';

/** `arn:aws:states:::lambda:invoke`: FunctionName and Payload; the result is the answer of lambda:Invoke with the payload parsed. */
export function lambdaInvoke(lambda: LambdaInvoker): Integration {
  return {
    check: (args) => {
      taskArguments(args, ['FunctionName']);
    },
    call: async (args) => {
      const { FunctionName, Payload } = taskArguments(args, ['FunctionName']);
      const { payload, requestId } = await callLambda(lambda, typeof FunctionName === 'string' ? FunctionName : '', Payload ?? {});
      const headers = {
        'X-Amz-Executed-Version': '$LATEST',
        'x-amzn-RequestId': requestId,
        'Content-Length': String(Buffer.byteLength(JSON.stringify(payload))),
        'Content-Type': 'application/json',
      };
      return { ExecutedVersion: '$LATEST', Payload: payload, ...sdkMetadata(headers, 200, requestId), StatusCode: 200 };
    },
  };
}
