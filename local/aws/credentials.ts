import { randomBytes } from 'node:crypto';

/** The keys that the functions sign with; known to nobody else. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * Credentials for the functions of one start. Whoever else signs a request may use any; what a function presigns is told from it by these,
 * and ends with the process at the latest, as on AWS with the credentials of the function's role.
 */
export function createCredentials(): Credentials {
  return { accessKeyId: 'invigil-functions', secretAccessKey: randomBytes(30).toString('base64url') };
}
