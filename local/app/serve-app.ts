import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { securityHeaders } from '../../domain/security-headers.ts';
import { isLoopbackHost } from '../aws/loopback.ts';

/** Vite puts everything here whose name has a hash of its content. */
const HASHED = '/assets/';
const FOREVER = 'public, max-age=31536000, immutable';

export interface ServeAppProps {
  /** Of the built app. */
  appDir: string;
  /** The one under which the issuer knows the app, for example `http://127.0.0.1:4000`. */
  origin: string;
  /** Where the app sends requests beside its own origin: archives and exports go to and from S3 itself. */
  connectOrigins?: readonly string[];
}

/** Serves the built app from its folder: its files, and its page for every path that a person may have opened or reloaded. */
export async function serveApp(server: FastifyInstance, { appDir, origin, connectOrigins = [] }: ServeAppProps): Promise<void> {
  const headers = { ...securityHeaders(connectOrigins) };
  const { host: ownHost } = new URL(origin);
  server.addHook('onRequest', (request, reply, next) => {
    // Who typed `localhost` could not sign in: the tokens and their issuer are of another origin.
    const isOtherName = isLoopbackHost(request.headers.host ?? '') && isLoopbackHost(ownHost) && request.headers.host !== ownHost;
    if (isOtherName && isPage(request)) void reply.redirect(`${origin}${request.url}`, 307);
    else next();
  });
  await server.register(fastifyStatic, {
    root: appDir,
    index: 'index.html',
    // Headers are ours alone.
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.headers(headers).header('cache-control', path.startsWith(`${appDir}${HASHED}`) ? FOREVER : 'no-cache');
    },
  });
  server.setNotFoundHandler((request, reply) =>
    isPage(request) ? reply.sendFile('index.html') : reply.code(404).headers(headers).header('cache-control', 'no-store').type('text/plain').send('There is no such page.\n'),
  );
}

/** Whether a browser asks for a page, and not for a file, the API or the issuer. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html') && !/^\/(?:api|issuer|assets|config\.json)(?:[/?]|$)/.test(url);
}
