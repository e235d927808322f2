import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eraseVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import type { Session } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import { bigSession, serveBigSession, type BigSession } from '../../helpers/browser/big-session.ts';
import { mainThreadWork } from '../../helpers/browser/main-thread.ts';
import { registerPerson } from '../../helpers/browser/seed.ts';
import { endSession, sendScenes, startSession } from '../../helpers/browser/seed-sessions.ts';
import { signIn } from '../../helpers/browser/sign-in.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const COUNT = 10_000;
/** What a page may take until the first frames can be used, and what no step of it may hold up the page for. */
const OPEN_BUDGET_MS = 1_000;
const LONG_TASK_MS = 50;
/** The first may find nothing compiled yet. */
const TRIES = 3;

const app = useApp();

let big: BigSession;
/** Of a frame with a phone. */
let recorded: Verdict;
let sessionId: string;
let frame: Buffer;

beforeAll(async () => {
  await registerPerson(app.instance);
  sessionId = await startSession(app.instance, 'Linear algebra');
  await sendScenes(app.instance, sessionId, 'personA', 'personAElsewhere');
  [recorded] = (await sendScenes(app.instance, sessionId, 'personWithPhone', 'personWithPhone', 'personA', 'personAElsewhere')) as [Verdict];
  const session: Session = await endSession(app.instance, sessionId);
  big = bigSession(session, COUNT);
  frame = await scene('personWithPhone');
});

const list = (page: Page) => page.getByRole('listbox', { name: 'Frames' });
const slider = (page: Page) => page.getByRole('slider', { name: 'Timeline of frames' });
const valueOf = async (page: Page): Promise<number> => Number(await slider(page).getAttribute('aria-valuenow'));
const until = (page: Page, sequence: number) => waitUntil(async () => (await valueOf(page)) === sequence);
/** The viewer shows the frame that is selected, not the one before it. */
const untilShown = (page: Page) => page.locator('[data-frame][aria-busy=false]').waitFor();

/** Scrolls the list and the timeline from end to end and back, zooms, and drags over all of it. */
async function useTimeline(page: Page): Promise<void> {
  await list(page).hover();
  for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, turn < 15 ? 9_000 : -9_000);
  for (let turn = 0; turn < 4; turn += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  const box = (await slider(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + 20, box.y + 60);
  for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(400, 0);
  await page.mouse.down();
  for (let x = 20; x < box.width - 20; x += 10) await page.mouse.move(box.x + x, box.y + 60);
  await page.mouse.up();
  await page.getByRole('button', { name: 'Show all' }).click();
}

/** What the browser calls a long task, in ms as its clock shows them; 0 where there was none. */
async function longestTaskOf(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {
    window.longTasks = [];
    window.longTaskObserver = new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)));
    window.longTaskObserver.observe({ type: 'longtask' });
  })()`);
  await act();
  // An entry comes with the next frame or so.
  return page.evaluate<number>('new Promise((resolve) => { requestAnimationFrame(() => setTimeout(() => { window.longTaskObserver.disconnect(); resolve(Math.max(0, ...window.longTasks)); }, 0)); })');
}

function tell(what: string, wallMs: readonly number[], part: string, cpuMs: readonly number[]): void {
  const rounded = (times: readonly number[]): string => times.map((ms) => Math.round(ms)).join(', ');
  process.stdout.write(`${what} ${rounded(wallMs)} ms, ${part} ${rounded(cpuMs)} ms\n`);
}

async function openBig(path = '/sessions/big'): Promise<Page> {
  const { page } = await app.open({ role: 'auditor', path: '/sessions' });
  await serveBigSession(page, big, { like: recorded, frame });
  await page.goto(path);
  await waitUntil(async () => (await slider(page).getAttribute('aria-valuemax')) === String(COUNT));
  return page;
}

describe('a session of ten thousand verdicts', () => {
  it(`can be used within ${OPEN_BUDGET_MS} ms, long before it is loaded whole`, async () => {
    const { page } = await app.open({ role: 'auditor', path: '/sessions' });
    await serveBigSession(page, big, { like: recorded, frame });
    const wallMs: number[] = [];
    const cpuMs: number[] = [];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { totalMs } = await mainThreadWork(page, async () => {
        await page.goto('/sessions/big', { waitUntil: 'commit' });
        wallMs.push(
          await page.evaluate<number>(`new Promise((resolve) => {
            const look = () => {
              if (document.querySelector('[role=slider]') !== null && document.querySelector('[role=listbox] [role=option]') !== null) resolve(performance.now());
              else requestAnimationFrame(look);
            };
            look();
          })`),
        );
      });
      cpuMs.push(totalMs);
    }
    tell(`${COUNT} verdicts: usable after`, wallMs, 'of which the page itself worked', cpuMs);
    expect(Math.min(...cpuMs)).toBeLessThan(OPEN_BUDGET_MS);
  });

  it(`is scrolled, scrubbed and zoomed without a task of more than ${LONG_TASK_MS} ms`, async () => {
    const page = await openBig();
    await untilShown(page);
    const wallMs: number[] = [];
    const cpuMs: number[] = [];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const { longestTaskMs } = await mainThreadWork(page, async () => { wallMs.push(await longestTaskOf(page, () => useTimeline(page))); });
      cpuMs.push(longestTaskMs);
    }
    tell('longest task of more than 50 ms, 0 for none:', wallMs, 'of which the page itself worked', cpuMs);
    expect(Math.min(...cpuMs)).toBeLessThanOrEqual(LONG_TASK_MS);
    // Of ten thousand rows those that can be seen are there.
    expect(await list(page).getByRole('option').count()).toBeLessThan(60);
  });

  it('is gone through by the keyboard: frames, pages, incidents, what was flagged', async () => {
    const page = await openBig();
    // Where the first incident begins.
    await until(page, 1_001);
    await slider(page).focus();
    const press = async (key: string, sequence: number): Promise<void> => {
      await page.keyboard.press(key);
      await until(page, sequence);
    };
    await press('ArrowRight', 1_002);
    await press('ArrowLeft', 1_001);
    await press('i', 2_001);
    await press('Shift+I', 1_001);
    await press('f', 1_002);
    await press('Shift+F', 1_001);
    await press('Home', 1);
    await press('End', COUNT);
    await page.keyboard.press('PageUp');
    await waitUntil(async () => (await valueOf(page)) < COUNT - 5);
    await press('Home', 1);
    await press('i', 1_001);
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(/^Frame 1,001 of 10,000, .+, Flagged: Forbidden object$/);
    await page.waitForURL('**/sessions/big?frame=1001');
    // The list shows what the timeline does, and the other way round.
    await list(page).getByRole('option', { selected: true }).filter({ hasText: '1,001' }).waitFor();
    await list(page).focus();
    await press('ArrowDown', 1_002);
    await page.getByRole('checkbox', { name: 'Only what is not clear' }).check();
    await list(page).focus();
    await press('End', 9_991);
    await press('ArrowUp', 9_894);
  });

  it('is found at the frame that an address names, past the sign-in, also on a later page', async () => {
    const { page } = await app.open({ path: '/sessions/big?frame=7777' });
    await serveBigSession(page, big, { like: recorded, frame });
    await signIn(page, app.instance, 'auditor');
    await until(page, 7_777);
    await page.getByText('Frame 7,777 of 10,000').waitFor();
    await list(page).getByRole('option', { selected: true }).filter({ hasText: '7,777' }).waitFor();
    expect(new URL(page.url()).search).toBe('?frame=7777');
  });

  it('says so when the address names a frame that is not there', async () => {
    const page = await openBig('/sessions/big?frame=12345');
    await page.getByText('Frame 12,345 is not in this session.').waitFor();
  });
});

describe('a session on record', () => {
  it('shows where its incident began, with the evidence, its seal and the way to the verdict', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/sessions/${sessionId}` });
    await until(page, 3);
    await page.getByAltText('The frame that was judged').waitFor();
    expect(await page.locator('[data-evidence]').count()).toBe(recorded.checks.flatMap(({ evidence }) => evidence).filter(({ box }) => box !== null).length);
    await page.getByText('Genuine').waitFor();
    await list(page).getByRole('option').last().click();
    await until(page, 6);
    await page.getByRole('button', { name: 'Show Forbidden object' }).click();
    await until(page, 3);
    await page.getByRole('link', { name: 'Open verdict' }).click();
    await page.waitForURL(`**/executions/${recorded.verdictId}`);
    await page.goBack();
    await until(page, 3);
  });

  it('is said to have a seal that does not hold when its frames are others', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/sessions' });
    await page.route(`**/api/sessions/${sessionId}`, async (route) => {
      const session = (await (await route.fetch()).json()) as Session;
      await route.fulfill({ json: { ...session, seal: session.seal && { ...session.seal, count: session.seal.count + 1 } } });
    });
    await page.goto(`/sessions/${sessionId}`);
    await page.getByText('Does not hold').waitFor();
  });

  it('says what was erased of it', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/sessions' });
    await serveBigSession(page, big, { like: recorded, frame });
    await page.route('**/api/verdicts/verdict-5', (route) => route.fulfill({ json: { ...eraseVerdict(recorded, 'erasure-1'), verdictId: 'verdict-5' } }));
    await page.goto('/sessions/big?frame=5');
    await page.getByText('This frame was erased').waitFor();
    await expectAccessibleEverywhere(page);
  });

  it('grows while it is open, and follows its newest frame until somebody looks at another', async () => {
    const open = await startSession(app.instance, 'Mechanics');
    await sendScenes(app.instance, open, 'personA');
    const { page } = await app.open({ role: 'auditor', path: `/sessions/${open}` });
    await until(page, 1);
    await sendScenes(app.instance, open, 'personAElsewhere');
    await until(page, 2);
    await slider(page).press('Home');
    await until(page, 1);
    await sendScenes(app.instance, open, 'personA');
    await waitUntil(async () => (await slider(page).getAttribute('aria-valuemax')) === '3');
    expect(await valueOf(page)).toBe(1);
    await page.getByRole('button', { name: 'Follow the newest frame' }).click();
    await until(page, 3);
    await endSession(app.instance, open);
    await page.getByText('Ended by the candidate').waitFor();
    await page.getByText('Genuine').waitFor();
  });

  it('that is not there is not found', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/sessions/none', expectedMessages: /404 \(Not Found\)/ });
    await page.getByRole('alert').getByText('Not found').first().waitFor();
  });
});

describe('all of a session', () => {
  it('is accessible, and not wider than a window', async () => {
    const { page } = await app.open({ role: 'auditor', path: `/sessions/${sessionId}` });
    await page.getByAltText('The frame that was judged').waitFor();
    await page.getByText('Genuine').waitFor();
    await page.getByText('Not held').waitFor();
    await expectAccessibleEverywhere(page);
  });
});
