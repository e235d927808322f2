import fastify, { type FastifyInstance } from 'fastify';
import type { Assembly } from './assembly/assembly.ts';
import { retentionDaysOf } from './assembly/retention-days.ts';
import { REGION } from './aws/service.ts';
import { serveApp } from './app/serve-app.ts';
import { isLoopbackHost } from './aws/loopback.ts';
import { createGateway, keepStageFromRouter } from './gateway/gateway.ts';
import type { Issuer } from './identity/issuer.ts';
import type { LambdaInvoker } from './lambda/lambda-invoker.ts';

export interface WebServerProps {
  /** Of the built app. */
  appDir: string;
  assembly: Assembly;
  lambda: LambdaInvoker;
  issuer: Issuer;
  /** Of the web server itself, for example `http://127.0.0.1:4000`. */
  origin: string;
  /** Where the app sends requests beside its own origin. */
  connectOrigins?: readonly string[];
  /** Whether requests under any name are answered, not only under one of this machine. */
  allowAnyHost: boolean;
  onDefect: (operation: string, error: unknown) => void;
}

/** A request whose body has not arrived by then will not arrive. */
const REQUEST_TIMEOUT_MS = 60_000;

/** What a browser meets: the app, its configuration, the API below `/api` and the issuer below `/issuer`. */
export async function createWebServer(props: WebServerProps): Promise<FastifyInstance> {
  const { assembly, lambda, issuer, onDefect } = props;
  const retentionDays = retentionDaysOf(assembly);
  const server = fastify({ rewriteUrl: keepStageFromRouter(assembly.stageName), forceCloseConnections: true, requestTimeout: REQUEST_TIMEOUT_MS });

  server.addHook('onRequest', (request, reply, next) => {
    // A page of another site that has its name point here (DNS rebinding) would pass for this origin.
    if (props.allowAnyHost || isLoopbackHost(request.headers.host ?? '')) next();
    else void reply.code(421).type('text/plain').send('This server answers under the names of this machine alone.\n');
  });
  await server.register(createGateway({ assembly, lambda, verifyIdToken: async (token) => ({ ...(await issuer.verifyIdToken(token)) }), onDefect }));
  await server.register((scope, _options, done) => {
    // The issuer reads the bodies itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => { parsed(null); });
    scope.all('/issuer/*', (request, reply) => {
      reply.hijack();
      issuer.handle(request.raw, reply.raw);
    });
    done();
  });
  server.get('/config.json', (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ issuer: `${props.origin}/issuer`, clientId: assembly.userPool.clientId, region: REGION, retentionDays }),
  );
  await serveApp(server, { appDir: props.appDir, origin: props.origin, connectOrigins: props.connectOrigins ?? [] });
  server.setErrorHandler((error, request, reply) => {
    onDefect(`${request.method} ${request.url}`, error);
    return reply.code(500).type('text/plain').send('Something went wrong on our side.\n');
  });
  return server;
}
