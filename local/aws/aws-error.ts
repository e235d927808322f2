/**
 * An error in the form in which an AWS JSON service answers it: `{"__type": code, "message": message}` with an HTTP status.
 *
 * @example throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
 */
export class AwsError extends Error {
  readonly code: string;
  readonly statusCode: number;
  /** Further members of the error's body, for example `Logref`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { statusCode?: number; members?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = code;
    this.code = code;
    this.statusCode = options.statusCode ?? 400;
    this.members = options.members ?? {};
  }
}
