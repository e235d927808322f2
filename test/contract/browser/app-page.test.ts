import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { AccessibilityError, expectNoAxeViolations } from '../../helpers/browser/accessibility.ts';
import { AppPage } from '../../helpers/browser/app-page.ts';
import { launchBrowser } from '../../helpers/browser/launch-browser.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const page = (content: string): string => `<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,"><main><h1>A page</h1>${content}</main></html>`;

let server: Server;
let origin: string;
let browser: Browser;

beforeAll(async () => {
  // Answers /slow after a while of its own, everything else at once.
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    const answer = (): void => void response.end(page(decodeURIComponent(new URL(request.url ?? '', 'http://here').search.slice(1))));
    if (request.url === '/slow') setTimeout(answer, 100);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

/** Opens a page with this content, and answers what a test would be told of it. */
async function open(content: string, expectedMessages?: RegExp): Promise<AppPage> {
  return AppPage.open(browser, { origin, awsEndpointUrl: origin, password: '' }, { path: `/?${encodeURIComponent(content)}`, ...(expectedMessages && { expectedMessages }) });
}

describe('a page under test', () => {
  it('has no faults of its own', async () => {
    const app = await open('<img alt="" src="data:,">');
    await expectNoAxeViolations(app.page);
    expect(app.faults).toEqual([]);
    await app.close();
  });

  it.each([
    ['an error on the console', "<script>console.error('spilt')</script>", 'console.error: spilt'],
    ['an uncaught error', "<script>throw new TypeError('broken')</script>", 'TypeError: broken'],
    ['a rejection that nobody handles', "<script>Promise.reject(new RangeError('lost'))</script>", 'RangeError: lost'],
    ['a request to another site', '<img alt="" src="https://elsewhere.invalid/pixel.png">', 'off-site: https://elsewhere.invalid/pixel.png'],
  ])('has a fault after %s', async (_, content, fault) => {
    const app = await open(content);
    await waitUntil(() => app.faults.some((it) => it.includes(fault)));
    await app.close();
  });

  it('has none after a message that belongs to the test', async () => {
    const app = await open("<script>console.error('expected'); console.error('spilt')</script>", /expected/);
    await waitUntil(() => app.faults.length > 0);
    expect(app.faults).toEqual([expect.stringContaining('spilt')]);
    await app.close();
  });

  it('knows how many requests were under way at once', async () => {
    const app = await open('');
    await app.page.evaluate("(async () => { await fetch('/slow'); await fetch('/slow') })()");
    expect(await app.mostRequestsAtOnce('/slow')).toBe(1);
    await app.page.evaluate("Promise.all([fetch('/slow'), fetch(new URL('/slow?x', location.href)), fetch(new Request('/slow'))]).then(() => true)");
    expect(await app.mostRequestsAtOnce('/slow')).toBe(3);
    expect(app.requestsTo('/slow')).toHaveLength(5);
    await app.close();
  });

  it('is told apart by what it lacks for those who do not see it', async () => {
    const app = await open('<button></button><p style="color: #bbb; background: #fff">Pale</p>');
    const check = expectNoAxeViolations(app.page);
    await expect(check).rejects.toThrow(AccessibilityError);
    await expect(check).rejects.toThrow(/button-name .*button.*\n?.*color-contrast .*p\b/s);
    await app.close();
  });
});
