import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import { agree, endExam, endOpenExams, nameExam, results, startButton, startExam, waitForHint, waitForSummary, waitForTrouble, waitForVerdict } from '../../helpers/browser/exam.ts';
import { TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';

const app = useApp();
const { exam } = TEXTS;

beforeEach(() => endOpenExams(app.instance));

/** From the consent to the summary, with a look at every state between them. */
async function throughAllStates(page: Page, look: () => Promise<void>): Promise<void> {
  await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
  await look();
  await agree(page);
  await waitForHint(page, exam.hints.notRecognised);
  await look();
  await startButton(page).click();
  await page.getByText(exam.name.missing).waitFor();
  await look();
  await nameExam(page);
  await startButton(page).click();
  await waitForVerdict(page, 'flagged');
  await look();
  await page.getByRole('button', { name: exam.view.compact }).click();
  await page.getByRole('button', { name: exam.view.full }).waitFor();
  await look();
  await page.getByRole('button', { name: exam.view.full }).click();
  await page.getByRole('link', { name: TEXTS.nav.mySessions }).click();
  await page.getByRole('dialog', { name: exam.leave.title }).waitFor();
  await look();
  await page.keyboard.press('Escape');
  await page.reload();
  await waitForVerdict(page, 'flagged');
  await page.evaluate('sessionStorage.removeItem("invigil.exam")');
  await page.reload();
  await page.getByRole('button', { name: exam.open.resume }).waitFor();
  await look();
  await page.getByRole('button', { name: exam.open.resume }).click();
  await waitForVerdict(page, 'flagged');
  await page.route('**/api/sessions/*/end', (route) => route.abort('connectionrefused'));
  await endExam(page);
  await page.getByText(exam.ending.failed).waitFor();
  await look();
  await page.unroute('**/api/sessions/*/end');
  await waitForSummary(page);
  await look();
}

describe('the exam page is accessible, and not wider than a window,', () => {
  it('from the consent to the summary', async () => {
    await app.webcam.show(await scene('personB'));
    const { page } = await app.open({ role: 'candidate', expectedMessages: /Failed to load resource/ });
    await throughAllStates(page, () => expectAccessibleEverywhere(page));
    expect(await results(page).count()).toBe(0);
  });

  it('while pictures are not checked', async () => {
    await app.webcam.show(await scene('personB'));
    const { page } = await app.open({ role: 'candidate', expectedMessages: /Failed to load resource/ });
    await startExam(page);
    await waitForVerdict(page, 'flagged');
    await page.route('**/api/verdicts', (route) => route.abort('connectionrefused'));
    await waitForTrouble(page, 'offline');
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: exam.view.compact }).click();
    await waitForTrouble(page, 'offline');
    await expectAccessibleEverywhere(page);
  });

  it('without a camera', async () => {
    const { page } = await app.openWith('none', { role: 'candidate' });
    await agree(page);
    await page.getByRole('alert').filter({ hasText: TEXTS.camera.problems.notFound.title }).waitFor();
    await expectAccessibleEverywhere(page);
  });
});
