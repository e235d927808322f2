import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from '../../helpers/browser/launch-browser.ts';
import { createWebcamFeed, toFrame, type WebcamFeed } from '../../helpers/browser/webcam-feed.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

/** A page that takes a picture as any page would, and answers it as a PNG in base64. */
const PAGE = `<video autoplay playsinline></video><script>
  const video = document.querySelector('video');
  const opened = navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } }).then((stream) => {
    video.srcObject = stream;
    return video.play();
  });
  const outcome = opened.then(() => 'opened', (error) => error.name);
  function picture() {
    const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext('2d').drawImage(video, 0, 0);
    return canvas.toDataURL('image/png').split(',')[1];
  }
</script>`;

async function openCameraPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  // A camera wants a secure context, as every page of this machine is.
  await page.route('http://127.0.0.1/', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await page.goto('http://127.0.0.1/');
  return page;
}

/** The mean difference of all channels between what the page sees and the photo, of 255. */
async function difference(page: Page, photo: Buffer): Promise<number> {
  const png = Buffer.from(await page.evaluate<string>('picture()'), 'base64');
  const [seen, shown] = [await sharp(png).removeAlpha().raw().toBuffer(), await toFrame(photo)];
  expect(seen).toHaveLength(shown.length);
  let sum = 0;
  for (const [index, value] of seen.entries()) sum += Math.abs(value - (shown[index] ?? 0));
  return sum / seen.length;
}

describe('a webcam with a feed', () => {
  let webcam: WebcamFeed;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    webcam = await createWebcamFeed();
    browser = await launchBrowser({ webcam });
    page = await openCameraPage(browser);
    expect(await page.evaluate('outcome')).toBe('opened');
  });

  afterAll(async () => {
    await browser.close();
    await webcam.close();
  });

  it.each(['personA', 'twoPeople', 'phone', 'nobody', 'personA'] satisfies SceneName[])('shows the photo of %s to a page that watches already', async (name) => {
    const photo = await scene(name);
    await webcam.show(photo);
    await waitUntil(async () => (await difference(page, photo)) < 3);
  });
});

describe('a browser without a webcam to use', () => {
  it.each([
    ['denied', 'NotAllowedError'],
    ['none', 'NotFoundError'],
  ] as const)('tells a page so: %s', async (webcam, name) => {
    const browser = await launchBrowser({ webcam });
    try {
      expect(await (await openCameraPage(browser)).evaluate('outcome')).toBe(name);
    } finally {
      await browser.close();
    }
  });
});
