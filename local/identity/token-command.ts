import { resolve } from 'node:path';
import { z } from 'zod';
import { setVariables } from '../set-variables.ts';
import { demoEmail } from './demo-user.ts';
import { passwordPath, readPassword } from './identity-state.ts';
import { signIn } from './sign-in.ts';
import { SignInError } from './sign-in-error.ts';

const ROLES = ['admin', 'auditor', 'candidate'];
const CONFIG_TIMEOUT_MS = 5_000;

const ConfigSchema = z.object({ issuer: z.url(), clientId: z.string().min(1) });
const PortSchema = z.coerce.number().int().min(1).max(65_535);

/** What the person who asked for a token must put right, in one line. */
export class TokenCommandError extends Error {
  override readonly name = 'TokenCommandError';
}

/**
 * An ID token of a demo user of the running instance that the environment names by `INVIGIL_PORT` (4000) and
 * `INVIGIL_DATA` (`.invigil`).
 *
 * @throws TokenCommandError
 */
export async function requestToken(role: string | undefined, environment: NodeJS.ProcessEnv): Promise<string> {
  if (role === undefined || !ROLES.includes(role)) throw new TokenCommandError(`${role === undefined ? 'A role is missing' : `There is no role ${role}`}: ${ROLES.join(', ')}.`);
  const variables = setVariables(environment);
  const port = PortSchema.safeParse(variables.INVIGIL_PORT ?? '4000').data;
  if (port === undefined) throw new TokenCommandError('INVIGIL_PORT is no port.');
  const dataDir = resolve(variables.INVIGIL_DATA ?? '.invigil');

  const { issuer, clientId } = await readConfig(port);
  const password = readPassword(dataDir);
  if (password === null) throw new TokenCommandError(`${passwordPath(dataDir)} does not exist: INVIGIL_DATA must name the data of the instance on port ${port}.`);

  try {
    const tokens = await signIn({ issuerUrl: issuer, clientId, redirectUri: `${new URL(issuer).origin}/signed-in`, email: demoEmail(role), password });
    // The ID token alone leaves this process: what was granted beside it should not stay valid for a month.
    await fetch(`${issuer}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams({ client_id: clientId, token: tokens.refreshToken }) });
    return tokens.idToken;
  } catch (error) {
    if (error instanceof SignInError && error.code === 'WRONG_PASSWORD') {
      throw new TokenCommandError(`The instance on port ${port} has another password than ${passwordPath(dataDir)}: INVIGIL_DATA must name its data.`, { cause: error });
    }
    throw error;
  }
}

async function readConfig(port: number): Promise<z.infer<typeof ConfigSchema>> {
  const response = await fetch(`http://127.0.0.1:${port}/config.json`, { signal: AbortSignal.timeout(CONFIG_TIMEOUT_MS) }).catch((cause: unknown) => {
    throw new TokenCommandError(`No instance answers on port ${port}. Start it with npm start, or set INVIGIL_PORT.`, { cause });
  });
  const config = ConfigSchema.safeParse(await response.json().catch(() => null));
  if (!response.ok || !config.success) throw new TokenCommandError(`What answers on port ${port} is not Invigil. Set INVIGIL_PORT.`);
  return config.data;
}
