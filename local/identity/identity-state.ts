import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { generatePassword } from './password.ts';
import { writePrivateFile } from './private-file.ts';

const SigningKeySchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  use: z.literal('sig'),
  alg: z.literal('RS256'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});

const KeysSchema = z.object({
  signingKey: SigningKeySchema,
  /** Signs the sign-in page's cookies. */
  cookieKey: z.string().min(32),
  /** Each demo user's subject by group. */
  subjects: z.record(z.string(), z.uuid()),
});

const PasswordSchema = z.string().min(12);

/** An RSA private key as a JWK. */
export type SigningKey = z.infer<typeof SigningKeySchema>;

/** What makes an issuer the same one after a restart. */
export interface IdentityState extends z.infer<typeof KeysSchema> {
  /** The one password of the demo users. */
  password: string;
}

/** A file of the issuer that holds something else than the issuer wrote. */
export class IdentityStateError extends Error {
  override readonly name = 'IdentityStateError';
  readonly path: string;

  constructor(path: string, options: ErrorOptions) {
    super(`${path} is damaged. Restore it, or remove it to have a new one made: that ends every session.`, options);
    this.path = path;
  }
}

/** The folder of the issuer's own files. */
export function identityDir(dataDir: string): string {
  return join(dataDir, 'identity');
}

/** The file with the demo users' password, one line. */
export function passwordPath(dataDir: string): string {
  return join(identityDir(dataDir), 'password');
}

/**
 * Reads the issuer's secrets, making those that are not there yet. The password is random, for with a fixed one any
 * web page that the user visits could sign in to the loopback address.
 *
 * @throws IdentityStateError when a file is damaged: a silent replacement would end every session unexplained
 */
export async function loadIdentityState(dataDir: string, groups: readonly string[]): Promise<IdentityState> {
  mkdirSync(identityDir(dataDir), { recursive: true, mode: 0o700 });

  const keysPath = join(identityDir(dataDir), 'keys.json');
  const kept = read(keysPath, (text) => KeysSchema.parse(JSON.parse(text)));
  const subjects = { ...kept?.subjects };
  for (const group of groups) subjects[group] ??= randomUUID();
  const keys = kept ? { ...kept, subjects } : { signingKey: await generateSigningKey(), cookieKey: randomBytes(32).toString('base64url'), subjects };
  if (!kept || groups.some((group) => kept.subjects[group] === undefined)) writePrivateFile(keysPath, `${JSON.stringify(keys, null, 2)}\n`);

  return { ...keys, password: readPassword(dataDir) ?? writePassword(dataDir) };
}

/**
 * The demo users' password of a data directory; null before its first start.
 *
 * @throws IdentityStateError when the file is damaged
 */
export function readPassword(dataDir: string): string | null {
  return read(passwordPath(dataDir), (text) => PasswordSchema.parse(text.trim()));
}

function writePassword(dataDir: string): string {
  const password = generatePassword();
  writePrivateFile(passwordPath(dataDir), `${password}\n`);
  return password;
}

async function generateSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  return SigningKeySchema.parse({ ...(await exportJWK(privateKey)), kid: randomUUID(), use: 'sig', alg: 'RS256' });
}

function read<T>(path: string, parse: (text: string) => T): T | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return parse(text);
  } catch {
    // Neither a parser's nor a schema's complaint becomes the cause: both may quote the secret.
    throw new IdentityStateError(path, { cause: new SyntaxError('not in the form that it was written in') });
  }
}
