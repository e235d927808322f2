import { SignInError } from './sign-in-error.ts';

/** As many as a sign-in needs, and some. */
const REDIRECTS = 10;

/** What a sign-in needs of a browser: cookies and redirects, within one origin. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  /** @param origin the only one that is ever asked, or given a cookie */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /**
   * One request, whose redirect is not followed.
   *
   * @throws SignInError UNREACHABLE when there is no answer
   */
  async request(url: URL, init: RequestInit = {}): Promise<Response> {
    if (url.origin !== this.#origin) throw new SignInError('REFUSED', `The issuer leads away to ${url.origin}.`);
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' }).catch((cause: unknown) => {
      throw new SignInError('UNREACHABLE', `Nothing answers at ${this.#origin}.`, { cause });
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  /**
   * Follows redirects until there is a page, or an address that begins as wanted, which is not asked for.
   *
   * @throws SignInError UNREACHABLE, or REFUSED when the redirects lead away or in circles
   */
  async follow(first: URL, wanted: string, init: RequestInit = {}): Promise<{ url: URL; response: Response }> {
    let url = first;
    let response = await this.request(url, init);
    for (let count = 0; count < REDIRECTS; count += 1) {
      const location = response.headers.get('location');
      if (location === null) return { url, response };
      url = new URL(location, url);
      if (url.href.startsWith(wanted)) return { url, response };
      response = await this.request(url);
    }
    throw new SignInError('REFUSED', 'The issuer redirects in circles.');
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const separator = pair.indexOf('=');
    this.#cookies.set(pair.slice(0, separator), pair.slice(separator + 1));
  }
}
