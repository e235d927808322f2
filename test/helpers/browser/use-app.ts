import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { createDataFolder } from '../data-folder.ts';
import { Instance } from '../instance.ts';
import { AppPage, type AppPageProps } from './app-page.ts';
import { launchBrowser, type LaunchBrowserProps } from './launch-browser.ts';
import { createWebcamFeed, type WebcamFeed } from './webcam-feed.ts';

const START_TIMEOUT_MS = 300_000;

/** What the browser tests of one file share. */
export interface AppFixture {
  readonly instance: Instance;
  /** What the browser's webcam shows. */
  readonly webcam: WebcamFeed;
  /** Has another instance take the place of the one that was killed, with its data and at its address. */
  restart(): Promise<void>;
  /** Opens the app in a context of its own. It is closed after the test, which fails if anything went wrong in the page meanwhile. */
  open(props?: AppPageProps): Promise<AppPage>;
  /** The same in another browser, whose webcam is refused or missing. */
  openWith(webcam: Exclude<LaunchBrowserProps['webcam'], undefined>, props?: AppPageProps): Promise<AppPage>;
}

/** For the top of a test file: one instance of the product and one browser with a webcam, for all of its tests. */
export function useApp(): AppFixture {
  const cleanup = new AsyncDisposableStack();
  const pages: AppPage[] = [];
  const browsers: Browser[] = [];
  let folder: Awaited<ReturnType<typeof createDataFolder>>;
  let started: { instance: Instance; webcam: WebcamFeed; browser: Browser } | null = null;
  const fixture = () => {
    if (started === null) throw new Error('The app is there once the first test runs.');
    return started;
  };

  beforeAll(async () => {
    folder = cleanup.use(await createDataFolder());
    const instance = cleanup.use(await Instance.start(folder.path));
    const webcam = cleanup.use(await createWebcamFeed());
    const browser = cleanup.adopt(await launchBrowser({ webcam }), (it) => it.close());
    started = { instance, webcam, browser };
  }, START_TIMEOUT_MS);

  afterEach(async () => {
    const faults = pages.flatMap((app) => app.faults);
    await Promise.all(pages.splice(0).map((app) => app.close()));
    await Promise.all(browsers.splice(0).map((browser) => browser.close()));
    expect(faults).toEqual([]);
  });

  afterAll(() => cleanup.disposeAsync());

  const open = async (browser: Browser, props: AppPageProps | undefined): Promise<AppPage> => {
    const app = await AppPage.open(browser, fixture().instance, props);
    pages.push(app);
    return app;
  };
  return {
    get instance() { return fixture().instance; },
    get webcam() { return fixture().webcam; },
    restart: async () => {
      const successorOf = fixture().instance;
      started = { ...fixture(), instance: cleanup.use(await Instance.start(folder.path, { successorOf })) };
    },
    open: (props) => open(fixture().browser, props),
    openWith: async (webcam, props) => {
      const browser = await launchBrowser({ webcam });
      browsers.push(browser);
      return open(browser, props);
    },
  };
}
