import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { jwtVerify, SignJWT } from 'jose';
import type { Assembly } from '../../local/assembly/assembly.ts';
import { createGateway, keepStageFromRouter } from '../../local/gateway/gateway.ts';
import type { Lambda } from '../../local/lambda/lambda.ts';
import { createLambda } from '../../local/lambda/lambda.ts';

/** The gateway of an assembly on a port of its own, its functions in real workers, its tokens signed with a key of the instance. */
export interface GatewayInstance {
  /** With the stage, for example `http://127.0.0.1:49152/api`. */
  url: string;
  port: number;
  lambda: Lambda;
  /** What the gateway reported. */
  defects: { operation: string; error: unknown }[];
  /** An ID token with these claims. */
  token: (claims: Record<string, unknown>) => Promise<string>;
  close: () => Promise<void>;
}

export async function startGateway(assembly: Assembly): Promise<GatewayInstance> {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const defects: GatewayInstance['defects'] = [];
  const lambda = createLambda({ functions: assembly.functions, environment: {}, onLog: () => undefined });
  const server = fastify({ rewriteUrl: keepStageFromRouter(assembly.stageName) });
  await server.register(
    createGateway({
      assembly,
      lambda,
      verifyIdToken: async (token) => (await jwtVerify(token, key)).payload,
      onDefect: (operation, error) => defects.push({ operation, error }),
    }),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${assembly.stageName}`,
    port,
    lambda,
    defects,
    token: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setIssuedAt(1_795_600_000).setExpirationTime('1h').sign(key),
    close: async () => {
      server.server.closeAllConnections();
      await server.close();
      await lambda.close();
    },
  };
}
