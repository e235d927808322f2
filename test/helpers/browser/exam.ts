import type { Locator, Page } from 'playwright-core';
import type { CheckName } from '../../../domain/check-result.ts';
import { isAdHoc, type Session } from '../../../domain/session.ts';
import type { Instance } from '../instance.ts';
import { waitUntil } from '../wait-until.ts';
import { TEXTS } from './texts.ts';

/** A verdict may take some seconds on a machine that does other things as well. */
const VERDICT_TIMEOUT_MS = 45_000;

const EXAM = 'Algebra 1';

/** Agrees to what the page says about pictures, as a candidate does. */
export async function agree(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: TEXTS.consent.agree }).check();
  await page.getByRole('button', { name: TEXTS.consent.action }).click();
}

export function startButton(page: Page): Locator {
  return page.getByRole('button', { name: TEXTS.exam.start, exact: true });
}

/** Waits for the camera and names the exam; nothing is left but to start it. */
export async function nameExam(page: Page, examId = EXAM): Promise<void> {
  await page.getByLabel(TEXTS.exam.name.label).fill(examId);
  await waitUntil(() => startButton(page).isEnabled());
}

/** From the consent to the first picture of an exam. */
export async function startExam(page: Page, examId = EXAM): Promise<void> {
  await agree(page);
  await nameExam(page, examId);
  await startButton(page).click();
}

/** Ends the exam that runs, and answers its question. */
export async function endExam(page: Page): Promise<void> {
  await page.getByRole('button', { name: TEXTS.exam.end.open }).click();
  await page.getByRole('dialog', { name: TEXTS.exam.end.title }).getByRole('button', { name: TEXTS.exam.end.action }).click();
}

/** Waits until the page says that the exam has ended. */
export async function waitForSummary(page: Page): Promise<void> {
  await shows(page.getByText(TEXTS.exam.summary.cameraOff));
}

/** Waits until the camera check says something of this. */
export async function waitForHint(page: Page, text: string): Promise<void> {
  await shows(page.locator('[data-hints]').getByText(text));
}

/** The exams that the server has open for the candidate, newest first. */
export async function openExams(instance: Instance): Promise<Session[]> {
  const { body } = await instance.call('/sessions?state=open', { method: 'GET' });
  return (body as { items: Session[] }).items.filter((session) => !isAdHoc(session));
}

/** Ends what an earlier test left open: the page would ask about it. */
export async function endOpenExams(instance: Instance): Promise<void> {
  for (const { sessionId } of await openExams(instance)) await instance.call(`/sessions/${sessionId}/end`);
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
