import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AwsError } from './aws-error.ts';
import { accessKeyIdOf, missingSignatureParts, signingNameOf } from './credential-scope.ts';
import { answerError, speaksJson } from './error-answer.ts';
import { internalError, throttlingError } from './fault-errors.ts';
import { answerFaultRoute, FAULT_PATH } from './fault-route.ts';
import { createFaultInjector } from './faults.ts';
import { refusalOf } from './loopback.ts';
import type { AwsService } from './service.ts';

/** Longer than any SDK keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_TIMEOUT_MS = 75_000;

export interface AwsEndpointProps {
  services: AwsService[];
  /** Whether `PUT /_faults` is served; see faults.ts. */
  faults: boolean;
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** For an endpoint that others than this machine's programs are meant to reach: no check of Host, Origin and Sec-Fetch-Site. */
  allowAnyHost?: boolean;
  /** Told of errors that no service answered: defects of ours. */
  onDefect: (operation: string, error: unknown) => void;
  /** Whether all services are registered: until then a client that asks for one that is not is told to come again. True unless given. */
  isComplete?: () => boolean;
  /** Decides whether a fault of a probability happens; Math.random unless given. */
  random?: () => number;
}

export interface AwsEndpoint {
  /** Without a slash at its end, for example `http://127.0.0.1:4566`. */
  readonly url: string;
  /** Adds a service, one for each signing name: for those that need the endpoint's URL themselves. */
  register(service: AwsService): void;
  /** Stops listening and closes every connection; the services stay open, they belong to whoever made them. */
  close(): Promise<void>;
}

/** Starts the one HTTP endpoint of all AWS services: the service is the one in the credential scope of the request's signature, or claims the request. */
export async function createAwsEndpoint(props: AwsEndpointProps): Promise<AwsEndpoint> {
  const services = new Map<string, AwsService>();
  const injector = createFaultInjector(props.random);
  const closing = new AbortController();

  const register = (service: AwsService): void => {
    if (services.has(service.signingName)) throw new Error(`Two services are registered as ${service.signingName}.`);
    services.set(service.signingName, service);
  };

  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const claimant = [...services.values()].find((service) => service.claims?.(request));
    const refusal = props.allowAnyHost === true ? null : refusalOf(request, claimant !== undefined);
    if (refusal !== null) throw new AwsError(speaksJson(request) ? 'AccessDeniedException' : 'AccessDenied', refusal, { statusCode: 403 });
    if (props.faults && request.url?.split('?')[0] === FAULT_PATH) {
      await answerFaultRoute(request, response, injector, new Set(services.keys()));
      return;
    }
    const service = claimant ?? serviceOf(request, services, props.isComplete?.() ?? true);
    const operation = service.operationOf(request);
    for (const fault of injector.draw(service.signingName, operation, accessKeyIdOf(request))) {
      if (fault.delayMs !== undefined) await delay(fault.delayMs, undefined, { signal: closing.signal });
      if (fault.kind === 'throttle') throw throttlingError(service.signingName);
      if (fault.kind === 'error') throw internalError(service.signingName);
      if (fault.kind === 'drop') dropReply(request, response);
    }
    service.handle(request, response);
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS }, (request, response) => {
    route(request, response).catch((error: unknown) => {
      if (closing.signal.aborted) return;
      if (!(error instanceof AwsError)) props.onDefect(request.url ?? '', error);
      answerError(request, response, error instanceof AwsError ? error : internalError(''));
    });
  });

  props.services.forEach(register);
  server.listen(props.port, props.host);
  await once(server, 'listening');
  return {
    url: urlOf(props.host, (server.address() as AddressInfo).port),
    register,
    close: async () => {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function serviceOf(request: IncomingMessage, services: ReadonlyMap<string, AwsService>, isComplete: boolean): AwsService {
  const signingName = signingNameOf(request);
  const missing = speaksJson(request) ? missingSignatureParts(request) : [];
  if (missing.length > 0) throw new AwsError('IncompleteSignatureException', missing.map((part) => `Authorization header requires '${part}' parameter.`).join(' '));
  if (signingName === null) {
    throw speaksJson(request)
      ? new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', { statusCode: 403 })
      : new AwsError('AccessDenied', 'Access Denied', { statusCode: 403 });
  }
  const service = services.get(signingName);
  if (!service && !isComplete) throw new AwsError('ServiceUnavailable', 'Invigil is starting: please repeat the request.', { statusCode: 503 });
  if (!service) throw new AwsError('UnrecognizedClientException', `The request is signed for ${signingName}, which is not served here.`, { statusCode: 403 });
  return service;
}

/** Lets the service answer into nothing and closes the connection once it has. */
function dropReply(request: IncomingMessage, response: ServerResponse): void {
  response.write = () => true;
  response.end = () => {
    request.socket.destroy();
    return response;
  };
}

function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
