import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import type { Instance, Role } from '../instance.ts';
import { signIn } from './sign-in.ts';
import { LANGUAGE } from './texts.ts';

/** Runs in every page before its own scripts. */
const OBSERVE_PAGE = fileURLToPath(new URL('in-page/observe-page.js', import.meta.url));

export interface AppPageProps {
  /** Who signs in; by default nobody. */
  readonly role?: Role | undefined;
  readonly path?: string;
  readonly theme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Console messages that belong to what the test does, for instance of a server that is down. Others are faults. */
  readonly expectedMessages?: RegExp;
}

/** The app in a browser context of its own, and everything that must not happen while it is used. */
export class AppPage {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #faults: string[] = [];
  readonly #requests: Request[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  /** Opens a path of the app, past the sign-in if a role is given. Motion is reduced, so that a page rests when it is there. */
  static async open(browser: Browser, instance: Pick<Instance, 'origin' | 'awsEndpointUrl' | 'password'>, { role, path = '/', theme = 'light', viewport = { width: 1280, height: 860 }, expectedMessages }: AppPageProps = {}): Promise<AppPage> {
    const context = await browser.newContext({ baseURL: instance.origin, colorScheme: theme, viewport, reducedMotion: 'reduce', ...(LANGUAGE === 'en' ? {} : { locale: LANGUAGE }) });
    await context.addInitScript({ path: OBSERVE_PAGE });
    const app = new AppPage(context, await context.newPage());
    app.#observe([instance.origin, instance.awsEndpointUrl], expectedMessages);
    await app.page.goto(path);
    if (role !== undefined) await signIn(app.page, instance, role);
    return app;
  }

  /** Console errors and warnings, uncaught errors, and requests to anywhere but the instance, where buckets are served on another port; nothing else may be expected of them but to be none. */
  get faults(): readonly string[] {
    return this.#faults;
  }

  /** All requests to a path, in their order. */
  requestsTo(path: string): Request[] {
    return this.#requests.filter((request) => new URL(request.url()).pathname === path);
  }

  /** How many requests to a path were without an answer at the same time, at most, since the page was loaded. */
  async mostRequestsAtOnce(path: string): Promise<number> {
    return this.page.evaluate<number>(`observed.mostRequestsAtOnce(${JSON.stringify(path)})`);
  }

  /** States of all camera tracks that the page was given since it was loaded: `live` or `ended`. */
  async cameraTracks(): Promise<string[]> {
    return this.page.evaluate<string[]>('observed.cameraTrackStates()');
  }

  /** Pulls the plug of the camera that the page uses. */
  async unplugCamera(): Promise<void> {
    await this.page.evaluate('observed.unplugCamera()');
  }

  /** Refuses the page its camera, or allows it again. */
  async denyCamera(isDenied: boolean): Promise<void> {
    await this.page.evaluate(`observed.denyCamera(${String(isDenied)})`);
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  #observe(origins: readonly string[], expectedMessages: RegExp | undefined): void {
    const context = this.#context;
    context.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type()) || expectedMessages?.test(message.text()) === true) return;
      this.#faults.push(`console.${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => { this.#faults.push(`uncaught: ${String(error.error().stack ?? error.error())}`); });
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (!origins.includes(url.origin) && !['data:', 'blob:', 'about:'].includes(url.protocol)) this.#faults.push(`request off-site: ${url.href}`);
      this.#requests.push(request);
    });
  }
}
