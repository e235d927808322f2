import type { IncomingMessage } from 'node:http';
import { METHODS } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import type { GatewayProps } from './gateway-handler.ts';
import { createGatewayHandler } from './gateway-handler.ts';
import { isBelowStage } from './request-target.ts';

/** A tunnel is no request. */
const GATEWAY_METHODS = METHODS.filter((method) => method !== 'CONNECT');

/**
 * The assembly's REST API as a plugin: everything below `/{stage}`, with any method. Requests are taken over before fastify looks at them, so that none of
 * its own limits and errors shows; give the server `rewriteUrl: keepStageFromRouter(stageName)` as well.
 *
 * @example
 * const server = fastify({ rewriteUrl: keepStageFromRouter(assembly.stageName) });
 * await server.register(createGateway({ assembly, lambda, verifyIdToken, onDefect }));
 */
export function createGateway(props: GatewayProps): FastifyPluginAsync {
  const handle = createGatewayHandler(props);
  return (fastify) => {
    for (const method of GATEWAY_METHODS) if (!fastify.supportedMethods.includes(method)) fastify.addHttpMethod(method, { hasBody: true });
    for (const url of [`/${props.assembly.stageName}`, `/${props.assembly.stageName}/*`]) {
      fastify.route({
        method: GATEWAY_METHODS,
        url,
        exposeHeadRoute: false,
        onRequest: (request, reply) => {
          reply.hijack();
          handle(request.raw, reply.raw);
        },
        handler: () => undefined,
      });
    }
    return Promise.resolve();
  };
}

/**
 * A `rewriteUrl` for the server that the gateway is mounted on: fastify's router refuses targets with invalid percent-encoding and long segments with errors of
 * its own, so it gets to see the bare stage for all that lies below it. The gateway reads the target as the client sent it.
 */
export function keepStageFromRouter(stageName: string): (request: IncomingMessage) => string {
  return ({ url = '/' }) => (isBelowStage(url, stageName) ? `/${stageName}` : url);
}
