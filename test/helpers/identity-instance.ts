import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify, type FastifyInstance } from 'fastify';
import { createIssuer, type Issuer } from '../../local/identity/issuer.ts';
import { signIn, type Tokens } from '../../local/identity/sign-in.ts';

export const CLIENT_ID = 'invigil-web';
export const GROUPS = ['admin', 'auditor', 'candidate'];

/** A running issuer behind fastify, as the product mounts it, with the app's `/config.json` beside it. */
export interface IdentityInstance {
  readonly issuer: Issuer;
  readonly origin: string;
  readonly issuerUrl: string;
  readonly redirectUri: string;
  readonly signedOutUri: string;
  readonly dataDir: string;
  /** Errors that were reported as defects. */
  readonly defects: unknown[];
  signIn(email: string, password?: string): Promise<Tokens>;
  /** Stops it without its data being lost. */
  stop(): Promise<void>;
}

export async function createDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'invigil-identity-'));
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true });
}

/** @param port 0 for any */
export async function startIdentity(dataDir: string, port = 0): Promise<IdentityInstance> {
  const server = fastify();
  // Filled once the port is known, which the issuer's URL needs.
  const late: { issuer?: Issuer; config?: unknown } = {};
  await server.register(mountIssuer(() => late.issuer));
  server.get('/config.json', () => late.config);
  const origin = await server.listen({ host: '127.0.0.1', port });

  const issuerUrl = `${origin}/issuer`;
  const redirectUri = `${origin}/signed-in`;
  const signedOutUri = `${origin}/`;
  const defects: unknown[] = [];
  late.config = { issuer: issuerUrl, clientId: CLIENT_ID, region: 'us-east-1' };
  const issuer = await createIssuer({
    issuerUrl,
    clientId: CLIENT_ID,
    redirectUris: [redirectUri, 'http://localhost:5173/signed-in'],
    postLogoutRedirectUris: [signedOutUri],
    groups: GROUPS,
    dataDir,
    onDefect: (_operation, error) => defects.push(error),
  }).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  late.issuer = issuer;

  return {
    issuer,
    origin,
    issuerUrl,
    redirectUri,
    signedOutUri,
    dataDir,
    defects,
    signIn: async (email, password = issuer.password) => signIn({ issuerUrl, clientId: CLIENT_ID, redirectUri, email, password }),
    stop: async () => {
      await server.close();
      await issuer.close();
    },
  };
}

/** Fastify must leave the bodies of these routes unread. */
function mountIssuer(issuer: () => Issuer | undefined) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => { parsed(null); });
    scope.all('/issuer/*', (request, reply) => {
      reply.hijack();
      // No connection is kept open, so that the next request after a restart does not meet a closed one.
      reply.raw.setHeader('connection', 'close');
      issuer()?.handle(request.raw, reply.raw);
    });
    done();
  };
}
