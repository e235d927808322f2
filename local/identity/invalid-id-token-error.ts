/** A token that is no valid ID token of this issuer for this app. Its message never quotes the token. */
export class InvalidIdTokenError extends Error {
  override readonly name = 'InvalidIdTokenError';
  /** `EXPIRED`: it was valid once; `INVALID`: it never was. */
  readonly code: 'EXPIRED' | 'INVALID';

  constructor(code: 'EXPIRED' | 'INVALID', options?: ErrorOptions) {
    super(code === 'EXPIRED' ? 'The ID token has expired.' : 'The ID token is not valid.', options);
    this.code = code;
  }
}
