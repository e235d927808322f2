/** The runtime is shutting down: the function was not called, or its answer will not be known. */
export class LambdaClosedError extends Error {
  override readonly name = 'LambdaClosedError';

  constructor() {
    super('The Lambda runtime is closed.');
  }
}
