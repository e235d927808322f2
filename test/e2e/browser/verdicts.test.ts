import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { MatchReport } from '../../../domain/match-report.ts';
import type { Review } from '../../../domain/review.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import { registerPerson } from '../../helpers/browser/seed.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const app = useApp();

/** Of reviews that nobody has made yet. */
const NOT_REVIEWED = /404 \(Not Found\)/;
const WORK_LIST = '/verdicts?decision=flagged&reviewed=false';

/** Oldest first: one clear verdict, then three that are flagged. */
let verdicts: Verdict[] = [];

async function judge(name: SceneName): Promise<Verdict> {
  return (await app.instance.call('/verdicts', { body: { image: (await scene(name)).toString('base64') } })).body as Verdict;
}

beforeAll(async () => {
  await registerPerson(app.instance);
  verdicts = [];
  for (const name of ['personA', 'personWithPhone', 'nobody', 'twoPeople'] as const) verdicts.push(await judge(name));
  expect(verdicts.map(({ decision }) => decision)).toEqual(['clear', 'flagged', 'flagged', 'flagged']);
});

const idOf = (index: number): string => verdicts[index]?.verdictId ?? '';

async function reviewOf(verdictId: string): Promise<Pick<Review, 'decision' | 'note'> | null> {
  const { status, body } = await app.instance.call(`/verdicts/${verdictId}/review`, { as: 'auditor', method: 'GET' });
  return status === 404 ? null : (({ decision, note }) => ({ decision, note }))(body as Review);
}

/** The ids of the verdicts that the list shows. */
async function listed(page: Page): Promise<string[]> {
  await page.getByRole('table', { name: 'Verdicts, newest first' }).waitFor();
  return page.evaluate<string[]>("[...document.querySelectorAll('tbody a[href^=\"/executions/\"]')].map(({ pathname }) => pathname.split('/').at(-1))");
}

async function untilShown(page: Page, verdictId: string): Promise<void> {
  await page.waitForURL(`**/executions/${verdictId}*`);
  await page.getByRole('region', { name: 'Review' }).getByRole('textbox').waitFor();
}

describe('the verdicts', () => {
  it('are listed newest first, and the work list is one click away', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/verdicts' });
    expect(await listed(page)).toEqual([3, 2, 1, 0].map(idOf));
    await page.getByRole('link', { name: 'Flagged, to review' }).click();
    await page.waitForURL(`**${WORK_LIST}`);
    await page.getByText('3 verdicts', { exact: true }).waitFor();
    expect(await listed(page)).toEqual([3, 2, 1].map(idOf));
    expect(await page.getByRole('row').filter({ hasText: 'Mobile Phone' }).count()).toBe(1);
  });

  it('are filtered by person, session and time, which the address keeps', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/verdicts?session=${verdicts[0]?.sessionId ?? ''}&person=candidate@invigil.local&period=hour&decision=clear` });
    expect(await listed(page)).toEqual([idOf(0)]);
    await page.getByLabel('Person (e-mail or account)').fill('nobody@example.org');
    await page.getByText('Nothing fits these filters').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('4 verdicts', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});

describe('a review', () => {
  it('goes through the work list by keyboard, and can be undone', async () => {
    const { page } = await app.open({ role: 'auditor', path: WORK_LIST, expectedMessages: NOT_REVIEWED });
    await page.getByRole('link', { name: 'Start reviewing' }).press('Enter');
    await untilShown(page, idOf(3));

    await page.keyboard.press('n');
    await page.keyboard.type('Confirmed: two people.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('c');
    await untilShown(page, idOf(2));
    expect(await reviewOf(idOf(3))).toEqual({ decision: 'confirmed', note: 'Confirmed: two people.' });

    // Back to the one that was reviewed, which nobody has reviewed then.
    await page.keyboard.press('u');
    await untilShown(page, idOf(3));
    await page.getByText('Taken back. The verdict is as it was before.').first().waitFor();
    await page.getByText('Nobody has reviewed this verdict.').waitFor();
    expect(await reviewOf(idOf(3))).toEqual({ decision: 'withdrawn', note: '' });
    await page.getByText('2 earlier words').click();
    await page.getByText('Confirmed: two people.').waitFor();

    await page.keyboard.press('s');
    await untilShown(page, idOf(2));
    await page.keyboard.press('d');
    await untilShown(page, idOf(1));
    await page.keyboard.press('d');
    await untilShown(page, idOf(3));
    await page.keyboard.press('d');
    await page.getByText('That was the last one').waitFor();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByText('Nothing to review here').waitFor();
    expect((await Promise.all([1, 2, 3].map(async (index) => reviewOf(idOf(index))))).map((review) => review?.decision)).toEqual(['dismissed', 'dismissed', 'dismissed']);
  });

  it('tells who reviewed a moment before, and does not undo what somebody has said since', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${idOf(0)}`, expectedMessages: NOT_REVIEWED });
    await untilShown(page, idOf(0));
    const say = async (note: string): Promise<number> => (await app.instance.call(`/verdicts/${idOf(0)}/review`, { as: 'auditor', method: 'PUT', body: { decision: 'dismissed', note } })).status;
    expect(await say('In another tab.')).toBe(200);
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText('Somebody else had reviewed it a moment before: Dismissed.').first().waitFor();
    expect(await say('Again in another tab.')).toBe(200);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await page.getByText('Not taken back: somebody else has reviewed it since.').first().waitFor();
    expect(await reviewOf(idOf(0))).toEqual({ decision: 'dismissed', note: 'Again in another tab.' });
  });

  it('leaves single keys alone where they are turned off, and says what they are', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${idOf(1)}` });
    await untilShown(page, idOf(1));
    await page.getByText('Keyboard shortcuts').click();
    await page.getByLabel('Single keys do this').uncheck();
    await page.keyboard.press('j');
    await page.getByLabel('Single keys do this').check();
    await page.keyboard.press('k');
    await untilShown(page, idOf(0));
  });
});

describe('the place of a verdict in its session', () => {
  it('leads to the one before and after, and is verified by their hashes', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${idOf(1)}`, expectedMessages: NOT_REVIEWED });
    await page.getByText('Follows the verdict before it', { exact: true }).waitFor();
    await page.getByText('The next verdict follows it').waitFor();
    expect(await page.getByRole('link', { name: 'Frame 2 of its session' }).getAttribute('href')).toBe(`/sessions/${verdicts[1]?.sessionId ?? ''}?frame=2`);
    await page.getByRole('link', { name: 'Next', exact: true }).click();
    await untilShown(page, idOf(2));
    await page.getByRole('link', { name: 'Previous', exact: true }).click();
    await untilShown(page, idOf(1));
  });
});

describe('a wrong match', () => {
  it('is reported to the administrators, with what is wrong', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${idOf(0)}`, expectedMessages: NOT_REVIEWED });
    await page.getByRole('button', { name: 'This match is wrong' }).click();
    const dialog = page.getByRole('dialog', { name: 'This is not Ada Lovelace?' });
    await expectAccessibleEverywhere(page);
    expect(await dialog.getByRole('button', { name: 'Report' }).isDisabled()).toBe(true);
    await dialog.getByLabel('What is wrong').fill('Her sister.');
    await dialog.getByRole('button', { name: 'Report' }).click();
    await page.getByText('The match is reported.').first().waitFor();
    const { items } = (await app.instance.call('/match-reports?state=open', { as: 'admin', method: 'GET' })).body as { items: MatchReport[] };
    expect(items.map(({ verdictId, note }) => [verdictId, note])).toEqual([[idOf(0), 'Her sister.']]);
  });
});

// After the others, whose doings it lists.
describe('the audit log', () => {
  it('says who did what, and leads to it', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/audit?action=ReportMatch', expectedMessages: NOT_REVIEWED });
    const row = page.getByRole('row').filter({ hasText: 'Reported a wrong match' });
    await row.getByText('You').waitFor();
    await row.getByText('Done').waitFor();
    await row.getByRole('link', { name: idOf(0) }).click();
    await untilShown(page, idOf(0));
    await page.getByRole('link', { name: 'Audit log' }).last().click();
    await page.waitForURL('**/audit?action=ReportMatch');
  });

  it('lists what was reviewed, each word by itself', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/audit?action=PutReview' });
    await page.getByRole('row').filter({ hasText: 'Reviewed a verdict' }).first().waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Reviewed a verdict' }).filter({ hasText: idOf(3) }).count()).toBe(3);
  });

  it('tells one account from another, and what a list was asked for', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/audit' });
    const registered = page.getByRole('row').filter({ hasText: 'Registered a person' });
    await registered.getByText('Administrator').waitFor();
    const list = page.getByRole('row').filter({ hasText: 'Decision: Flagged' }).filter({ hasText: 'Reviewed: Not reviewed' }).first();
    await list.getByRole('link', { name: 'Open this list' }).waitFor();
    await registered.getByRole('button', { name: /^Only entries of:/ }).click();
    await waitUntil(async () => (await page.getByRole('row').filter({ hasText: 'Auditor' }).count()) === 0);
    expect(new URL(page.url()).searchParams.get('actor')).not.toBeNull();
    await page.getByLabel('What').selectOption('Changed the policy');
    await page.getByText('Nothing fits these filters').waitFor();
  });
});

describe('all of it', () => {
  it('is accessible, and nothing is wider than a window', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/verdicts' });
    await listed(page);
    await expectAccessibleEverywhere(page);
    await page.goto(`/executions/${idOf(1)}?list=decision%3Dflagged`);
    await untilShown(page, idOf(1));
    await page.getByText('Frame matches').waitFor();
    await page.getByText('Keyboard shortcuts').click();
    await expectAccessibleEverywhere(page);
    await page.goto('/audit');
    await page.getByRole('table', { name: 'Entries of the audit log, newest first' }).waitFor();
    await expectAccessibleEverywhere(page);
  });
});
