import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Verdict } from '../../../domain/verdict.ts';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import { judgeScene } from '../../helpers/browser/seed.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';

const app = useApp();

/** Of the review that nobody has made yet, which the page asks for. */
const NOT_REVIEWED = /404 \(Not Found\)/;

let clear: Verdict;
let flagged: Verdict;
let throttled: Verdict;

beforeAll(async () => {
  const { instance } = app;
  const image = (await scene('personA')).toString('base64');
  expect((await instance.call('/faces/index', { as: 'admin', body: { image, fullName: 'Ada Lovelace' } })).status).toBe(200);
  clear = (await instance.call('/verdicts', { body: { image } })).body as Verdict;
  flagged = (await instance.call('/verdicts', { body: { image: (await scene('personWithPhone')).toString('base64') } })).body as Verdict;
  await instance.inject({ service: 'rekognition', operation: 'DetectFaces', kind: 'throttle' });
  throttled = (await instance.call('/verdicts', { body: { image } })).body as Verdict;
  await instance.inject({ service: 'dynamodb', operation: 'Query', accessKeyId: 'invigil-states', kind: 'error' });
  expect((await instance.call('/verdicts', { body: { image } })).status).toBe(503);
  await instance.inject();
});

/** The rows of the list, newest first: machine, and status with its error. */
async function rows(page: Page): Promise<string[][]> {
  const cells = page.getByRole('row').filter({ has: page.getByRole('link') });
  await cells.first().waitFor();
  return Promise.all((await cells.all()).map(async (row) => [await row.getByRole('cell').nth(1).innerText(), (await row.getByRole('cell').nth(3).innerText()).replaceAll(/\s+/g, ' ')]));
}

/** The history is there, whole. */
async function historyOf(page: Page) {
  const history = page.getByRole('region', { name: 'History', exact: true });
  await history.getByText(/All \d+ events of the execution/).waitFor();
  await history.getByRole('button', { name: /^Record verdict/ }).waitFor();
  return history;
}

describe('the executions', () => {
  it('are listed, with their errors', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions' });
    expect(await rows(page)).toEqual([
      ['Verify frame', 'Failed DynamoDb.InternalServerErrorException'],
      ['Verify frame', 'Succeeded'],
      ['Verify frame', 'Succeeded'],
      ['Verify frame', 'Succeeded'],
      ['Register face', 'Succeeded'],
    ]);
  });

  it('are filtered by what came of them and by whose they are', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions?session=${clear.sessionId}` });
    await page.getByText('4 executions', { exact: true }).first().waitFor();
    await page.getByLabel('Decision').selectOption('Inconclusive');
    await page.waitForURL('**/executions?decision=inconclusive&session=*');
    await page.getByText('1 execution', { exact: true }).first().waitFor();
    await page.getByLabel('Person (e-mail or account)').fill('nobody@example.org');
    await page.getByText('Nothing fits these filters').waitFor();
    expect(new URL(page.url()).searchParams.get('person')).toBe('nobody@example.org');
  });

  it('are filtered, which the address keeps', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions' });
    await page.getByLabel('Machine').selectOption('Register face');
    await page.waitForURL('**/executions?machine=register-face');
    await page.getByText('1 execution', { exact: true }).first().waitFor();
    await page.reload();
    expect(await rows(page)).toEqual([['Register face', 'Succeeded']]);
    await page.getByLabel('Status').selectOption('Timed out');
    await page.getByText('Nothing fits these filters').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByText('5 executions', { exact: true }).first().waitFor();
  });
});

describe('an execution', () => {
  it('is opened and explored by keyboard alone: the frame, the checks, a state', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions?machine=verify-frame', expectedMessages: NOT_REVIEWED });
    await rows(page);
    await page.getByRole('link', { name: /\d:\d\d:\d\d/ }).nth(2).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Execution', exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/executions/${flagged.verdictId}`);

    await page.getByAltText('The frame that was judged').waitFor();
    expect(await page.evaluate<number>(`(async ([image]) => { await image.decode(); return image.naturalWidth; })(document.images)`)).toBe(flagged.image.widthPx);
    expect(await page.locator('[data-evidence]').count()).toBe(flagged.checks.flatMap(({ evidence }) => evidence).filter(({ box }) => box !== null).length);
    expect(await page.locator('[data-check=objects]').innerText()).toContain('Seen: Mobile Phone.');
    await page.getByText('Record matches').waitFor();
    await page.getByText('Frame matches').waitFor();

    const history = await historyOf(page);
    const judge = history.getByRole('button', { name: /^Judge/ });
    await judge.focus();
    await page.keyboard.press('Enter');
    expect(await judge.getAttribute('aria-expanded')).toBe('true');
    for (const part of ['Input of Judge', 'Output of Judge']) {
      // Each block is preceded by its button.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(part);
    }
    const output = JSON.parse(await page.getByRole('region', { name: 'Output of Judge' }).innerText()) as { verdict: Verdict };
    expect(output.verdict.hash).toBe(flagged.hash);

    await page.getByRole('link', { name: 'Executions' }).last().click();
    await page.waitForURL('**/executions?machine=verify-frame');
  });

  it('explains the branch that failed', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${throttled.verdictId}`, expectedMessages: NOT_REVIEWED });
    await page.getByText('Inconclusive').waitFor();
    expect(await page.locator('[data-check=faces]').innerText()).toContain('Could not be checked: the provider was too busy.');
    const history = await historyOf(page);
    await history.getByText('“Detect faces” failed after 3 attempts').waitFor();
    const faces = history.getByRole('button', { name: /^Detect faces Task Failed, caught 3 attempts/ });
    await faces.click();
    expect(await history.getByRole('list', { name: '3 attempts' }).getByRole('listitem').count()).toBe(3);
    expect(await history.getByRole('region', { name: 'Output of Detect faces' }).innerText()).toContain('"status": "unknown"');
  });

  it('that recorded nothing says so, and where it failed', async () => {
    // Of the verdict that is not there.
    const { page } = await app.open({ role: 'auditor', path: '/executions', expectedMessages: NOT_REVIEWED });
    await page.getByRole('row').filter({ hasText: 'InternalServerError' }).getByRole('link').click();
    await page.getByText('No verdict is on record').waitFor();
    await page.getByText('The execution failed in “Read chain head”').waitFor();
  });

  it('is found by an address that names one of its states, past the sign-in', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${flagged.verdictId}?event=2`, expectedMessages: NOT_REVIEWED });
    const history = await historyOf(page);
    expect(await history.getByRole('button', { name: /^Analyse frame/ }).getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('region', { name: 'Variables assigned by Analyse frame' }).waitFor();
  });

  it('is told from one whose record or frame was changed', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions', expectedMessages: NOT_REVIEWED });
    const path = `**/api/verdicts/${flagged.verdictId}`;
    await page.route(path, (route) => route.fulfill({ json: { ...flagged, decision: 'clear' } }));
    await page.route(`${path}/frame`, async (route) => route.fulfill({ contentType: 'image/jpeg', body: await scene('personE') }));
    await page.goto(`/executions/${flagged.verdictId}`);
    await page.getByText('Record was changed').waitFor();
    await page.getByText('Frame was changed').waitFor();
  });

  it('that does not exist is not found', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions/none', expectedMessages: /404 \(Not Found\)/ });
    await page.getByRole('alert').getByText('Not found').waitFor();
  });
});

/** The states of the graph that were entered, with what became of them, and the ways that were taken. */
async function wayOf(page: Page): Promise<{ states: Record<string, string>; taken: string[] }> {
  const states = await page.evaluate<[string, string][]>("[...document.querySelectorAll('[data-graph-state]')].map(({ dataset }) => [dataset.graphState, dataset.graphStatus])");
  const taken = await page.evaluate<string[]>("[...document.querySelectorAll('[data-taken=true]')].map(({ dataset }) => dataset.transition)");
  return { states: Object.fromEntries(states.filter(([, status]) => status !== 'not-entered')), taken: taken.sort() };
}

const USUAL_WAY = ['Analyse frame → Read chain head', 'Has the session ended? → Judge', 'Judge → Record verdict', 'Read chain head → Has the session ended?'];
const USUAL_STATES = Object.fromEntries(['Analyse frame', 'Detect labels', 'Identify face', 'Detect faces', 'Detect moderation', 'Read chain head', 'Has the session ended?', 'Judge', 'Record verdict'].map((name) => [name, 'succeeded']));

describe('the state graph', () => {
  it.each([['clear', () => clear], ['flagged', () => flagged]])('of a %s verdict shows the usual way', async (_, verdict) => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${verdict().verdictId}`, expectedMessages: NOT_REVIEWED });
    await historyOf(page);
    expect(await wayOf(page)).toEqual({ states: USUAL_STATES, taken: USUAL_WAY });
  });

  it('of an inconclusive verdict shows what was tried again and caught', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${throttled.verdictId}`, expectedMessages: NOT_REVIEWED });
    await historyOf(page);
    expect(await wayOf(page)).toEqual({ states: { ...USUAL_STATES, 'Detect faces': 'caught', 'Faces unknown': 'succeeded' }, taken: [...USUAL_WAY, 'Detect faces → Faces unknown'].sort() });
    await page.getByRole('button', { name: 'Detect faces Failed, caught 3 attempts', exact: true }).waitFor();
  });

  it('of an execution that failed ends where it did', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions', expectedMessages: NOT_REVIEWED });
    await page.getByRole('row').filter({ hasText: 'InternalServerError' }).getByRole('link').click();
    await page.getByText('The execution failed in “Read chain head”').waitFor();
    const { states, taken } = await wayOf(page);
    expect([states['Read chain head'], states.Judge, taken]).toEqual(['failed', undefined, ['Analyse frame → Read chain head']]);
  });

  it('is gone through by keyboard, and leads to the same state in the history', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/executions/${flagged.verdictId}`, expectedMessages: NOT_REVIEWED });
    const history = await historyOf(page);
    await page.locator('[data-graph-state="Analyse frame"]').focus();
    for (const key of ['ArrowDown', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
    const selected = page.getByRole('region', { name: 'Selected state: Detect labels' });
    await selected.getByRole('button', { name: 'Show in the history' }).click();
    const row = history.getByRole('button', { name: /^Detect labels/ });
    expect([await row.getAttribute('aria-expanded'), await page.evaluate<string>('document.activeElement.closest("[data-state]").dataset.state')]).toEqual(['true', 'Detect labels']);
    expect(new URL(page.url()).searchParams.get('event')).toMatch(/^\d+$/);
  });
});

describe('all of it', () => {
  it('is accessible, and nothing is wider than a window', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions', expectedMessages: NOT_REVIEWED });
    await rows(page);
    await expectAccessibleEverywhere(page);
    await page.locator(`a[href="/executions/${throttled.verdictId}"]`).click();
    const history = await historyOf(page);
    await page.getByText('Frame matches').waitFor();
    await history.getByRole('button', { name: /^Detect faces/ }).click();
    await page.getByRole('region', { name: 'Selected state: Detect faces' }).waitFor();
    await expectAccessibleEverywhere(page);
  });
});

// Last, for it adds to what the others count.
describe('an execution of a moment ago', () => {
  it('is listed after a refresh', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/executions' });
    const before = (await rows(page)).length;
    await judgeScene(app.instance, 'nobody');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('row').filter({ has: page.getByRole('link') }).nth(before).waitFor();
  });
});
