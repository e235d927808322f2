import { describe, expect, it } from '@jest/globals';
import { expectNoAxeViolations } from '../../helpers/browser/accessibility.ts';
import { agree, results, startButton, startExam, waitForTrouble, waitForVerdict } from '../../helpers/browser/exam.ts';
import { NARROW, overhangPx } from '../../helpers/browser/layout.ts';
import { TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';

const app = useApp();

describe.each(['light', 'dark'] as const)('the exam page in the %s theme', (theme) => {
  it('is accessible before the consent, before the start, while pictures are checked, and after the end', async () => {
    await app.webcam.show(await scene('twoPeople'));
    const { page } = await app.open({ role: 'candidate', theme });
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
    await expectNoAxeViolations(page);
    await agree(page);
    await page.getByRole('status').filter({ hasText: TEXTS.camera.ready.title }).waitFor();
    await expectNoAxeViolations(page);
    await startButton(page).click();
    await waitForVerdict(page, 'flagged');
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: TEXTS.exam.stop }).click();
    await page.getByRole('main').getByText(TEXTS.exam.stopped.title).waitFor();
    await expectNoAxeViolations(page);
  });

  it('is accessible while pictures are not checked', async () => {
    await app.webcam.show(await scene('personB'));
    const { page } = await app.open({ role: 'candidate', theme, expectedMessages: /Failed to load resource/ });
    await startExam(page);
    await waitForVerdict(page, 'flagged');
    await page.route('**/api/verdicts', (route) => route.abort('connectionrefused'));
    await waitForTrouble(page, 'offline');
    await expectNoAxeViolations(page);
  });

  it('is accessible without a camera', async () => {
    const { page } = await app.openWith('none', { role: 'candidate', theme });
    await agree(page);
    await page.getByRole('alert').filter({ hasText: TEXTS.camera.problems.notFound.title }).waitFor();
    await expectNoAxeViolations(page);
  });
});

describe('the exam page on a phone', () => {
  it('fits the width of its window in every state', async () => {
    await app.webcam.show(await scene('group'));
    const { page } = await app.open({ role: 'candidate', viewport: NARROW });
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
    expect(await overhangPx(page)).toBe(0);
    await agree(page);
    await page.getByRole('status').filter({ hasText: TEXTS.camera.ready.title }).waitFor();
    expect(await overhangPx(page)).toBe(0);
    await startButton(page).click();
    await waitForVerdict(page, 'flagged');
    expect(await overhangPx(page)).toBe(0);
    await results(page).getByRole('button', { name: TEXTS.exam.stop }).click();
    await page.getByRole('main').getByText(TEXTS.exam.stopped.title).waitFor();
    expect(await overhangPx(page)).toBe(0);
  });
});
