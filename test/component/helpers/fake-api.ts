import type { ApiClient, ApiRequest } from '../../../frontend/api/client.ts';

/** An API that answers as a test says, and remembers what it was asked. */
export class FakeApi implements ApiClient {
  readonly asked: { path: string; request: ApiRequest }[] = [];
  /** By method and path; an error is thrown. */
  readonly #answers = new Map<string, () => unknown>();

  /** What `GET /sessions`, for example, answers from now on. */
  answer(route: string, answer: () => unknown): void {
    this.#answers.set(route, answer);
  }

  /** How often a route was asked. */
  count(route: string): number {
    return this.asked.filter(({ path, request }) => `${request.method ?? 'GET'} ${path}` === route).length;
  }

  async json<T>(path: string, request: ApiRequest = {}): Promise<T> {
    this.asked.push({ path, request });
    await Promise.resolve();
    request.signal?.throwIfAborted();
    const route = `${request.method ?? 'GET'} ${path}`;
    const answer = this.#answers.get(route);
    if (answer === undefined) throw new Error(`Nobody said what ${route} answers.`);
    const value = answer();
    if (value instanceof Error) throw value;
    return value as T;
  }

  blob(path: string, request: ApiRequest = {}): Promise<Blob> {
    return this.json<Blob>(path, request);
  }
}
