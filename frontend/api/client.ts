import { NetworkError, SignedOutError } from './api-error.ts';
import { readError } from './read-error.ts';
import { serverClock, type ServerClock } from './server-clock.ts';

export interface ApiClientProps {
  /** Of the API, without a slash at its end. */
  baseUrl: string;
  /**
   * A token that is still valid for a while, and another one than that which was refused.
   * @throws SignedOutError when there is none and none can be had
   */
  idToken: (options?: { refused: string }) => Promise<string>;
  /** Told when the API refuses a token that was renewed. */
  onUnauthenticated: () => void;
  fetch?: typeof globalThis.fetch;
  /** Learns the server's time from every answer. */
  clock?: Pick<ServerClock, 'observe'>;
}

export interface ApiRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Left out where null. */
  query?: Record<string, string | null>;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal | null;
}

/** One page of a list; `nextCursor` asks for the next. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Invigil's API as its signed-in user may call it. */
export interface ApiClient {
  /**
   * The answer's JSON.
   * @throws ApiError the API answered with an error
   * @throws NetworkError it did not answer
   * @throws SignedOutError the session is over
   * @throws DOMException AbortError or TimeoutError, as the signal says
   */
  json<T>(path: string, request?: ApiRequest): Promise<T>;
  /** The answer's bytes; throws as `json` does. */
  blob(path: string, request?: ApiRequest): Promise<Blob>;
}

/** One client for the whole app; see `useApi`. */
export function createApiClient({ baseUrl, idToken, onUnauthenticated, fetch = globalThis.fetch.bind(globalThis), clock = serverClock }: ApiClientProps): ApiClient {
  async function attempt(token: string, path: string, { method = 'GET', query = {}, body, headers = {}, signal = null }: ApiRequest): Promise<Response> {
    signal?.throwIfAborted();
    const sentMs = Date.now();
    const answer = fetch(`${baseUrl}${path}${queryString(query)}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
      cache: 'no-store',
      credentials: 'omit',
    });
    const response = await overNetwork(answer, signal);
    clock.observe({ date: response.headers.get('date'), sentMs, receivedMs: Date.now() });
    return response;
  }

  async function send<T>(path: string, request: ApiRequest, read: (response: Response) => Promise<T>): Promise<T> {
    const token = await idToken();
    let response = await attempt(token, path, request);
    // Nothing was done with the request: it goes out again as it was, so that a token that ends too early loses nobody a frame.
    if (response.status === 401) response = await attempt(await idToken({ refused: token }), path, request);
    if (response.ok) return overNetwork(read(response), request.signal ?? null);
    const error = await readError(response);
    if (error.code !== 'UNAUTHENTICATED') throw error;
    onUnauthenticated();
    throw new SignedOutError(error);
  }

  return {
    json: <T>(path: string, request: ApiRequest = {}) => send(path, request, async (response) => (await response.json()) as T),
    blob: (path, request = {}) => send(path, request, (response) => response.blob()),
  };
}

/** Whatever fails here that was not aborted is the connection's fault: there was no answer, or it broke off. */
async function overNetwork<T>(step: Promise<T>, signal: AbortSignal | null): Promise<T> {
  try {
    return await step;
  } catch (error) {
    signal?.throwIfAborted();
    throw new NetworkError(error);
  }
}

function queryString(query: Record<string, string | null>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null && value !== '') parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
