import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';
import type { WebcamFeed } from './webcam-feed.ts';

export interface LaunchBrowserProps {
  /** What its pages find: a webcam that shows the feed, one whose use is refused, two that show what the browser makes up, or none at all. */
  readonly webcam?: WebcamFeed | 'denied' | 'two' | 'none';
  /** Takes the fonts of this system, for pictures that people look at; else those of the package alone, the same everywhere, among them none of fixed width. */
  readonly systemFonts?: boolean;
}

const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * Starts a browser of its own process; a page is there in some 100 ms. What its pages find as a webcam belongs to the whole browser, for a
 * headless Chromium has no prompt by which a page could be granted or refused one.
 *
 * @throws NoChromiumError
 */
export async function launchBrowser({ webcam = 'none', systemFonts = false }: LaunchBrowserProps = {}): Promise<Browser> {
  const { executablePath, environment, fonts } = await findChromium();
  return chromium.launch({
    executablePath,
    // It runs pages of ours alone, often as root, where the sandbox does not work.
    chromiumSandbox: false,
    args: [...FLAGS, ...webcamFlags(webcam)],
    env: { ...process.env, ...environment, ...(systemFonts ? {} : fonts) },
  });
}

function webcamFlags(webcam: WebcamFeed | 'denied' | 'two' | 'none'): string[] {
  switch (webcam) {
    case 'none':
      return ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=0'];
    case 'two':
      return ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=device-count=2'];
    case 'denied':
      return ['--use-fake-ui-for-media-stream=deny', '--use-fake-device-for-media-stream'];
    default:
      return ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${webcam.file}`];
  }
}
