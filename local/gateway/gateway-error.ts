/** The gateway answers by itself, with its gateway response of this type, instead of passing on what an integration says. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly responseType: GatewayResponseType;

  constructor(responseType: GatewayResponseType, message: string, cause?: unknown) {
    super(message, { cause });
    this.responseType = responseType;
  }
}

export type GatewayResponseType =
  | 'BAD_REQUEST_PARAMETERS'
  | 'UNAUTHORIZED'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'REQUEST_TOO_LARGE'
  | 'THROTTLED'
  | 'API_CONFIGURATION_ERROR'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'DEFAULT_5XX';

/** The client went away before it had sent its whole request: there is nobody to answer. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}
