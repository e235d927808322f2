/** Calls a function of the assembly by its ARN or name, as `lambda:Invoke` with RequestResponse does. */
export interface LambdaInvoker {
  /**
   * @param functionName an ARN, with or without a qualifier, or a name
   * @param payload JSON text
   * @throws FunctionNotFoundError when the assembly has no such function
   */
  invoke(functionName: string, payload: string): Promise<LambdaResult>;
}

export interface LambdaResult {
  /** JSON text: the function's answer, or `{errorType, errorMessage, trace}` when it failed. */
  payload: string;
  /** Set when the function threw, ended or ran out of time. */
  functionError: 'Unhandled' | null;
  requestId: string;
}

export class FunctionNotFoundError extends Error {
  override readonly name = 'FunctionNotFoundError';
  readonly functionName: string;

  constructor(functionName: string) {
    super(`Function not found: ${functionName}`);
    this.functionName = functionName;
  }
}
