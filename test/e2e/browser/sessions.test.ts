import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Session } from '../../../domain/session.ts';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import { registerPerson } from '../../helpers/browser/seed.ts';
import { endSession, sendScenes, startSession } from '../../helpers/browser/seed-sessions.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const app = useApp();

let ended: string;
let algebra: string;
let mechanics: string;

beforeAll(async () => {
  const { instance } = app;
  await registerPerson(instance);
  ended = await startSession(instance, 'History');
  await sendScenes(instance, ended, 'personA', 'personWithPhone', 'personWithPhone');
  await endSession(instance, ended);
  algebra = await startSession(instance, 'Algebra');
  mechanics = await startSession(instance, 'Mechanics');
  await sendScenes(instance, algebra, 'personA');
  await sendScenes(instance, mechanics, 'personAElsewhere');
});

const tile = (page: Page, sessionId: string) => page.locator(`[data-session="${sessionId}"]`);
const order = async (page: Page): Promise<(string | null)[]> => Promise.all((await page.getByRole('article').all()).map((article) => article.getAttribute('data-session')));

describe('the live wall', () => {
  it('is where an auditor begins: a tile for each open session, with its newest frame', async () => {
    const { page } = await app.open({ role: 'auditor' });
    await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
    for (const [sessionId, exam] of [[algebra, 'Algebra'], [mechanics, 'Mechanics']] as const) {
      await tile(page, sessionId).getByText(exam).waitFor();
      await tile(page, sessionId).getByText('Clear', { exact: true }).waitFor();
      await tile(page, sessionId).getByAltText('Newest frame of candidate@invigil.local').waitFor();
    }
    expect(await tile(page, ended).count()).toBe(0);
  });

  it('shows an incident within two frames, first and announced; each frame is asked for once', async () => {
    const watched = await app.open({ role: 'auditor', path: '/live' });
    const { page } = watched;
    await tile(page, mechanics).getByRole('img').waitFor();
    await sendScenes(app.instance, mechanics, 'personWithPhone', 'personWithPhone');
    await tile(page, mechanics).getByText('High: Forbidden object').waitFor();
    await page.getByRole('status').filter({ hasText: 'New incident of candidate@invigil.local: High, Forbidden object' }).waitFor();
    await waitUntil(async () => (await order(page))[0] === mechanics);
    const frames = watched.requestsTo('/api/verdicts').map((request) => request.url());
    expect(new Set(frames).size).toBe(frames.length);
    expect(await watched.mostRequestsAtOnce('/api/sessions')).toBe(1);
  });

  it('keeps every tile where it is while somebody uses them', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/live' });
    await tile(page, mechanics).getByRole('img').waitFor();
    const before = await order(page);
    const third = await startSession(app.instance, 'Chemistry');
    await sendScenes(app.instance, third, 'personA');
    // The keyboard is at work: moving from tile to tile goes on until the new one is there.
    await waitUntil(async () => {
      await page.getByRole('article').last().getByRole('link').focus();
      await page.keyboard.press('Shift+Tab');
      return (await tile(page, third).count()) === 1;
    });
    expect(await order(page)).toEqual([...before, third]);
    await endSession(app.instance, third);
    await waitUntil(async () => {
      await page.keyboard.press('Shift+Tab');
      await page.getByRole('article').last().getByRole('link').focus();
      return (await tile(page, third).getByText('Ended').count()) === 1;
    });
    expect(await order(page)).toEqual([...before, third]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/sessions/${third}`);
  });

  it('says when it is not up to date, goes on, and rests while nobody sees it', async () => {
    const watched = await app.open({ role: 'auditor', path: '/live', expectedMessages: /ERR_CONNECTION_REFUSED/ });
    const { page } = watched;
    await page.getByText('Up to date').waitFor();
    await page.route('**/api/sessions?**', (route) => route.abort('connectionrefused'));
    await page.getByText('Not up to date').waitFor();
    await page.getByText('The server cannot be reached').waitFor();
    await page.unroute('**/api/sessions?**');
    await page.getByText('Up to date', { exact: true }).waitFor();
    await page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))");
    const asked = watched.requestsTo('/api/sessions').length;
    // Longer than two rounds would have taken.
    await page.evaluate('new Promise((resolve) => { setTimeout(resolve, 4_500); })');
    expect(watched.requestsTo('/api/sessions').length - asked).toBeLessThanOrEqual(1);
    await page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
    await waitUntil(() => watched.requestsTo('/api/sessions').length > asked + 1);
  });

  it('has pages of four, nine or sixteen tiles, which the address keeps', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/live' });
    await tile(page, mechanics).waitFor();
    const session = (await app.instance.call(`/sessions/${mechanics}`, { method: 'GET', as: 'auditor' })).body as object;
    await page.route('**/api/sessions?**', (route) => route.fulfill({ json: { items: Array.from({ length: 6 }, (_, index) => ({ ...session, sessionId: `many-${index}` })), nextCursor: null } }));
    await page.getByRole('radio', { name: '4 tiles' }).click();
    await page.waitForURL('**/live?tiles=4');
    await page.getByText('Page 1 of 2').waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.waitForURL('**/live?tiles=4&page=2');
    await waitUntil(async () => (await order(page)).join() === 'many-4,many-5');
    await page.reload();
    await waitUntil(async () => (await order(page)).join() === 'many-4,many-5');
  });
});

describe('the sessions', () => {
  const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link') });

  it('are listed with their frames and incidents, and filtered, which survives a reload', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/sessions' });
    await rows(page).filter({ hasText: 'History' }).getByText('High: 1').waitFor({ state: 'attached' });
    await page.getByLabel('State').selectOption('Ended');
    await page.getByLabel('Frames').selectOption('With flagged frames');
    await page.getByLabel('Candidate’s e-mail').fill('candidate@invigil.local');
    await page.getByLabel('Started').selectOption('In the last hour');
    await page.waitForURL((url) => [...url.searchParams].flat().join(' ') === 'state ended decision flagged person candidate@invigil.local period hour');
    await rows(page).filter({ hasText: 'History' }).waitFor();
    await rows(page).filter({ hasText: 'Mechanics' }).waitFor({ state: 'detached' });
    await page.reload();
    await rows(page).filter({ hasText: 'History' }).waitFor();
    expect(await rows(page).filter({ hasText: 'Mechanics' }).count()).toBe(0);
    expect(await page.getByLabel('Candidate’s e-mail').inputValue()).toBe('candidate@invigil.local');
    await page.getByLabel('Candidate’s e-mail').fill('nobody@invigil.local');
    await page.getByText('Nothing fits these filters').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows(page).filter({ hasText: 'Mechanics' }).waitFor();
    expect(await page.getByLabel('Candidate’s e-mail').inputValue()).toBe('');
  });

  it('are filtered on a phone by fields that unfold, which say how many are set, and are cleared by the keyboard', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/sessions?state=ended', viewport: { width: 360, height: 740 } });
    await rows(page).filter({ hasText: 'History' }).waitFor();
    const fold = page.getByRole('button', { name: 'Filters · 1 set' });
    expect(await page.getByLabel('State').isVisible()).toBe(false);
    await fold.press('Enter');
    await page.getByLabel('Frames').selectOption('With flagged frames');
    await page.getByRole('button', { name: 'Filters · 2 set', expanded: true }).waitFor();
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: 'Clear 2 filters' }).press('Enter');
    await page.getByRole('button', { name: 'Clear filters', disabled: true }).waitFor();
    await page.waitForURL((url) => url.pathname === '/sessions' && url.search === '');
    // Whoever goes on does so from where they were, and not from the top of the page.
    await page.keyboard.press('Tab');
    expect(await page.locator('main :focus').count()).toBe(1);
  });

  it('lead to one and back to the list as it was filtered', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/sessions?state=ended' });
    await rows(page).filter({ hasText: 'History' }).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Sessions' }).click();
    await page.waitForURL('**/sessions?state=ended');
  });

  it('are there as far as they were loaded, and at their place, for whoever goes back', async () => {
    const { page } = await app.open({ role: 'auditor' });
    const { body } = await app.instance.call(`/sessions/${ended}`, { as: 'auditor', method: 'GET' });
    await page.route(/\/api\/sessions(\?|$)/, async (route) => {
      const at = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
      const items = Array.from({ length: 25 }, (_, place) => ({ ...(body as Session), examId: `Exam ${String(at + place)}`, sessionId: at + place === 60 ? ended : `s-${String(at + place)}` }));
      await route.fulfill({ json: { items, nextCursor: at < 100 ? String(at + 25) : null } });
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
    for (const count of [50, 75]) {
      await page.getByRole('button', { name: 'Load more' }).click();
      await page.getByText(`${String(count)} sessions so far`).first().waitFor();
    }
    await rows(page).filter({ hasText: 'Exam 60' }).scrollIntoViewIfNeeded();
    const scrolledPx = await page.evaluate<number>('scrollY');
    await rows(page).filter({ hasText: 'Exam 60' }).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    await page.goBack();
    await rows(page).filter({ hasText: 'Exam 60' }).waitFor();
    await waitUntil(async () => Math.abs((await page.evaluate<number>('scrollY')) - scrolledPx) < 5);
    expect(await rows(page).filter({ hasText: 'Exam' }).count()).toBe(75);
  });
});

describe('the evidence of a session', () => {
  it('is held with a reason, and let go again', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/sessions/${ended}` });
    const card = page.getByRole('region', { name: 'Legal hold' });
    await card.getByRole('button', { name: 'Hold the session' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hold this session?' });
    await expectAccessibleEverywhere(page);
    expect(await dialog.getByRole('button', { name: 'Hold the session' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('Complaint 2026/17');
    await dialog.getByRole('button', { name: 'Hold the session' }).click();
    await card.getByText('Complaint 2026/17').waitFor();
    await card.getByText('Held', { exact: true }).waitFor();
    await page.reload();
    await card.getByText('Complaint 2026/17').waitFor();
    await card.getByRole('button', { name: 'Lift the hold' }).click();
    await page.getByRole('dialog', { name: 'Lift the hold?' }).getByRole('button', { name: 'Lift the hold' }).click();
    await card.getByText('Not held').waitFor();
  });

  it('is exported, and verified in the browser; a changed byte is found', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/sessions/${ended}` });
    const downloading = page.waitForEvent('download');
    await page.getByLabel('Pictures').selectOption('All');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`invigil-${ended}.ndjson`);
    const file = await readFile(await download.path());

    await page.getByRole('link', { name: 'Verify an export' }).click();
    const verify = (buffer: Buffer) => page.locator('input[type=file]').setInputFiles({ name: 'session.ndjson', mimeType: 'application/x-ndjson', buffer });
    await verify(file);
    await page.getByText('The export holds').waitFor();
    await page.getByText('its 3 verdicts are all there are').waitFor();
    await page.getByText('3 verdicts, 3 pictures, 3 executions').waitFor();
    expect(await page.getByText('own key could not be obtained').count()).toBe(0);
    await expectAccessibleEverywhere(page);

    const changed = Buffer.from(file);
    const at = changed.indexOf('"outcome":"fail"', changed.indexOf('"record":"verdict"'));
    changed.write('pass', at + '"outcome":"'.length);
    await page.getByRole('button', { name: 'Verify another file' }).click();
    await verify(changed);
    await page.getByText('The export does not hold').waitFor();
    await page.getByText('A verdict was changed.').waitFor();
    await page.getByText('does not result in the hash').waitFor();
    await expectAccessibleEverywhere(page);

    await page.getByRole('button', { name: 'Verify another file' }).click();
    await verify(file.subarray(0, file.lastIndexOf(0x0a, file.length - 2) + 1));
    await page.getByText('The end of the file is missing.').waitFor();
  });

  it('that is large is written first, and downloaded from where it lies', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/sessions/${ended}` });
    let asked = 0;
    await page.route('**/api/sessions/*/export?**', async (route) => {
      asked += 1;
      const query = new URL(route.request().url()).searchParams;
      expect(query.get('redirect')).toBe('false');
      if (asked === 1) await route.fulfill({ status: 202, json: { status: 'RUNNING', edition: 'e'.repeat(32) } });
      else {
        expect(query.get('edition')).toBe('e'.repeat(32));
        await route.fulfill({ status: 201, json: { status: 'READY', url: `${app.instance.origin}/large.ndjson` } });
      }
    });
    await page.route('**/large.ndjson', (route) => route.fulfill({ headers: { 'content-disposition': 'attachment; filename="large.ndjson"' }, contentType: 'application/x-ndjson', body: '{}\n' }));
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('It is large and is being written.').waitFor();
    await downloading;
    await page.getByText('The export has been downloaded.').waitFor();
  });
});

describe('all of it', () => {
  it('is accessible, and nothing is wider than a window', async () => {
    // Whoever sits an exam names it: as long as may be, and nowhere to break it.
    await endSession(app.instance, await startSession(app.instance, 'W'.repeat(128)));
    const { page } = await app.open({ role: 'auditor', path: '/live' });
    await tile(page, mechanics).getByRole('img').waitFor();
    await expectAccessibleEverywhere(page);
    for (const [path, text] of [['/sessions', 'Mechanics'], ['/sessions?period=custom&person=nobody', 'Nothing fits these filters'], ['/verify', 'Drop an export here']] as const) {
      await page.goto(path);
      await page.getByText(text).first().waitFor();
      await expectAccessibleEverywhere(page);
    }
  });
});
