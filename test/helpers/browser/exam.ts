import type { Locator, Page } from 'playwright-core';
import type { CheckName } from '../../../domain/check-result.ts';
import { TEXTS } from './texts.ts';

/** A verdict may take some seconds on a machine that does other things as well. */
const VERDICT_TIMEOUT_MS = 15_000;

/** Agrees to what the page says about pictures, as a candidate does. */
export async function agree(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: TEXTS.consent.agree }).check();
  await page.getByRole('button', { name: TEXTS.consent.action }).click();
}

export function startButton(page: Page): Locator {
  return page.getByRole('button', { name: TEXTS.exam.start, exact: true });
}

/** From the consent to the first picture. */
export async function startExam(page: Page): Promise<void> {
  await agree(page);
  await startButton(page).click();
}

/** What the page says about the newest picture. */
export function results(page: Page): Locator {
  return page.getByRole('region', { name: TEXTS.exam.results });
}

/** Waits until the page shows a decision, and what it says about each of these checks. */
export async function waitForVerdict(page: Page, decision: keyof typeof TEXTS.decisions, checks: Readonly<Partial<Record<CheckName, string>>> = {}): Promise<void> {
  await shows(results(page).getByText(TEXTS.decisions[decision].title, { exact: true }));
  for (const [check, text] of Object.entries(checks)) {
    const title = TEXTS.checks[check as CheckName].title;
    await shows(results(page).getByRole('listitem').filter({ hasText: title }).filter({ hasText: text }));
  }
}

/** Waits until the page says why it is that pictures are not checked. */
export async function waitForTrouble(page: Page, trouble: Exclude<keyof typeof TEXTS.watch, 'signIn' | 'starting'>): Promise<void> {
  await shows(results(page).getByText(TEXTS.watch[trouble].title, { exact: true }));
  await shows(results(page).getByText(TEXTS.watch[trouble].text, { exact: true }));
}

async function shows(locator: Locator): Promise<void> {
  await locator.waitFor({ timeout: VERDICT_TIMEOUT_MS });
}
