import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { SigningKey } from './identity-state.ts';
import { InvalidIdTokenError } from './invalid-id-token-error.ts';

const IdTokenClaimsSchema = z.object({
  iss: z.string(),
  sub: z.uuid(),
  aud: z.string(),
  email: z.string(),
  email_verified: z.boolean(),
  'cognito:username': z.string(),
  'cognito:groups': z.array(z.string()),
  /** Told from an access token by this alone, as with Cognito. */
  token_use: z.literal('id'),
  /** Seconds since the epoch, as all times of a token. */
  auth_time: z.number(),
  iat: z.number(),
  exp: z.number(),
});

/** The claims of a valid ID token. */
export type IdTokenClaims = z.infer<typeof IdTokenClaimsSchema>;

export interface IdTokenVerifierProps {
  issuerUrl: string;
  clientId: string;
  signingKey: SigningKey;
}

/**
 * Verifies ID tokens against the issuer's own key, without a request.
 *
 * @returns a function that resolves with the claims, or rejects with InvalidIdTokenError
 */
export function createIdTokenVerifier({ issuerUrl, clientId, signingKey }: IdTokenVerifierProps): (token: string) => Promise<IdTokenClaims> {
  const { kty, kid, use, alg, n, e } = signingKey;
  const keys = createLocalJWKSet({ keys: [{ kty, kid, use, alg, n, e }] });

  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer: issuerUrl, audience: clientId, algorithms: ['RS256'], requiredClaims: ['exp', 'iat'] });
      return IdTokenClaimsSchema.parse(payload);
    } catch (cause) {
      throw new InvalidIdTokenError(cause instanceof errors.JWTExpired ? 'EXPIRED' : 'INVALID', { cause });
    }
  };
}
