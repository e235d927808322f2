/**
 * Why a sign-in failed: `UNREACHABLE` nothing answers, `WRONG_PASSWORD`, `THROTTLED` after too many attempts,
 * `REFUSED` by the issuer for any other reason.
 */
export type SignInErrorCode = 'UNREACHABLE' | 'WRONG_PASSWORD' | 'THROTTLED' | 'REFUSED';

/** A sign-in that yielded no tokens. Its message holds no secret. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: SignInErrorCode;

  constructor(code: SignInErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
