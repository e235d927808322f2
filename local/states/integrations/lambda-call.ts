import { AwsError } from '../../aws/aws-error.ts';
import { ACCOUNT_ID, REGION } from '../../aws/service.ts';
import type { LambdaInvoker } from '../../lambda/lambda-invoker.ts';
import { FunctionNotFoundError } from '../../lambda/lambda-invoker.ts';
import { TaskFailedError } from '../errors/task-failed-error.ts';
import type { Json } from '../json.ts';
import { isJsonObject, parseJson } from '../json.ts';

export interface LambdaAnswer {
  payload: Json;
  requestId: string;
}

/**
 * Calls a function as Step Functions does.
 *
 * @throws TaskFailedError with the error's type and the whole payload when the function fails; `Lambda.…Exception` when Lambda refuses the call
 */
export async function callLambda(lambda: LambdaInvoker, functionName: string, payload: Json): Promise<LambdaAnswer> {
  const result = await lambda.invoke(functionName, JSON.stringify(payload)).catch((error: unknown) => {
    throw refusal(functionName, error);
  });
  const answer = parsePayload(result.payload);
  if (result.functionError === null) return { payload: answer, requestId: result.requestId };
  const errorType = isJsonObject(answer) ? answer.errorType : undefined;
  if (typeof errorType === 'string') throw new TaskFailedError(errorType, result.payload);
  throw new TaskFailedError('Lambda.Unknown', `The cause could not be determined because Lambda did not return an error type. Returned payload: ${result.payload}`);
}

/** JSON, else the text itself. */
function parsePayload(payload: string): Json {
  try {
    return parseJson(payload);
  } catch {
    return payload;
  }
}

/** What Lambda itself refuses, as the SDK of Step Functions words it; a defect is passed on as it is. */
function refusal(functionName: string, error: unknown): unknown {
  if (error instanceof FunctionNotFoundError) {
    const arn = functionName.startsWith('arn:') ? functionName : `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${functionName}`;
    const qualified = /:function:[^:]+:[^:]+$/.test(arn) ? arn : `${arn}:$LATEST`;
    return serviceError('ResourceNotFoundException', `Function not found: ${qualified}`, 404, error);
  }
  return error instanceof AwsError ? serviceError(error.code, error.message, error.statusCode, error) : error;
}

function serviceError(code: string, message: string, statusCode: number, cause: unknown): TaskFailedError {
  return new TaskFailedError(
    `Lambda.${code}`,
    `${message} (Service: AWSLambda; Status Code: ${statusCode}; Error Code: ${code}; Request ID: ${crypto.randomUUID()}; Proxy: null)`,
    { cause },
  );
}
