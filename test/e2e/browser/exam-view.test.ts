import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectNoAxeViolations } from '../../helpers/browser/accessibility.ts';
import { endExam, endOpenExams, results, startExam, waitForSummary, waitForTrouble, waitForVerdict } from '../../helpers/browser/exam.ts';
import { press } from '../../helpers/browser/keyboard.ts';
import { overhangPx } from '../../helpers/browser/layout.ts';
import { registerPerson } from '../../helpers/browser/seed.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';

const { checks, decisions, exam, watch } = TEXTS;
const app = useApp();

async function show(name: SceneName): Promise<void> {
  await app.webcam.show(await scene(name));
}

/** An exam that runs, and goes well. */
async function runningExam({ expectedMessages }: { expectedMessages?: RegExp } = {}): Promise<Page> {
  await show('personA');
  const { page } = await app.open({ role: 'candidate', ...(expectedMessages && { expectedMessages }) });
  await startExam(page);
  await waitForVerdict(page, 'clear');
  return page;
}

const floatingToggle = (page: Page) => page.getByRole('button', { name: exam.floating.open, exact: true });

/** The window that stays in front of all others. */
async function float(page: Page): Promise<Page> {
  const [floating] = await Promise.all([page.context().waitForEvent('page'), press(floatingToggle(page))]);
  await floating.getByRole('heading', { level: 1, name: exam.results }).waitFor({ state: 'attached' });
  return floating;
}

beforeAll(() => registerPerson(app.instance));
beforeEach(() => endOpenExams(app.instance));

describe('the page of an exam', () => {
  it('clips nothing of its figures in the narrowest window', async () => {
    const page = await runningExam();
    await page.setViewportSize({ width: 320, height: 640 });
    const clipped = await page.evaluate<string[]>(`[...document.querySelectorAll('section dl dd > *, section dl dd')]
      .filter((figure) => figure.getBoundingClientRect().right > figure.closest('section').getBoundingClientRect().right)
      .map((figure) => figure.textContent)`);
    expect([await page.locator('section dl dd').count(), clipped]).toEqual([3, []]);
  });

  it('can be small, and says all that matters', async () => {
    const page = await runningExam();
    await page.getByRole('button', { name: exam.view.compact }).click();
    await results(page).waitFor();
    const { width } = (await page.locator('.max-w-md').boundingBox()) ?? { width: 0 };
    expect(width).toBeLessThanOrEqual(450);
    await show('personWithPhone');
    await page.getByText(fill(checks.objects.fail, { names: 'Mobile Phone' })).waitFor();
    await page.getByRole('button', { name: exam.view.full }).click();
    await waitForVerdict(page, 'flagged');
  });

  it('keeps a window in front of all others, which says what it says, in its theme and language, small or not', async () => {
    const page = await runningExam();
    const floating = await float(page);
    await floating.getByText(decisions.clear.title, { exact: true }).waitFor();
    await show('personWithPhone');
    await floating.getByText(fill(checks.objects.fail, { names: 'Mobile Phone' })).waitFor();

    for (const colorScheme of ['dark', 'light'] as const) {
      await Promise.all([page, floating].map((one) => one.emulateMedia({ colorScheme })));
      await expectNoAxeViolations(floating);
      expect(await floating.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
    }
    await floating.setViewportSize({ width: 300, height: 200 });
    expect(await overhangPx(floating)).toBe(0);

    await page.getByRole('button', { name: exam.view.compact }).click();
    await show('personA');
    await floating.getByText(decisions.clear.title, { exact: true }).waitFor();
    const closed = floating.waitForEvent('close');
    await press(page.getByRole('button', { name: exam.floating.close, exact: true }));
    await closed;
    await floatingToggle(page).waitFor();
  });

  it('says there as well that pictures are not checked; it is closed with the exam', async () => {
    const page = await runningExam({ expectedMessages: /ERR_INTERNET_DISCONNECTED/ });
    const floating = await float(page);
    await page.context().setOffline(true);
    await waitForTrouble(page, 'offline');
    await floating.getByText(watch.offline.text, { exact: true }).waitFor();
    await page.context().setOffline(false);
    await floating.getByText(decisions.clear.title, { exact: true }).waitFor();
    const closed = floating.waitForEvent('close');
    await endExam(page);
    await waitForSummary(page);
    await closed;
  });

  it('offers no such window where the browser has none', async () => {
    await show('personA');
    const { page } = await app.open({ role: 'candidate' });
    await page.addInitScript('delete globalThis.documentPictureInPicture');
    await page.reload();
    await startExam(page);
    await waitForVerdict(page, 'clear');
    expect(await floatingToggle(page).count()).toBe(0);
  });
});
