/** What a worker is started with. */
export interface WorkerProps {
  codeDir: string;
  /** `file.export`. */
  handler: string;
}

/** An invocation, as the host sends it to an idle worker. */
export interface InvokeMessage {
  requestId: string;
  /** JSON text. */
  payload: string;
  /** Milliseconds since the epoch. */
  deadlineMs: number;
  context: StaticContext;
}

/** The parts of a handler's context that are the same at every invocation. */
export interface StaticContext {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
}

/** How Lambda reports a failure to the caller. */
export interface FunctionFailure {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** What a worker sends to its host, in order. */
export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'result'; payload: string }
  /** The handler rejected; the worker can be used again. */
  | { type: 'failed'; failure: FunctionFailure }
  /** The runtime cannot go on: initialisation failed, or nobody caught an error. */
  | { type: 'crashed'; failure: FunctionFailure }
  | { type: 'log'; requestId: string | null; line: string };
