import { EventEmitter, once } from 'node:events';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Verdict } from '../../../domain/verdict.ts';
import type { AppPage } from '../../helpers/browser/app-page.ts';
import { choose, openFileChooser, press, tabTo, untilFocused, untilFocusKept, write } from '../../helpers/browser/keyboard.ts';
import { registerPerson } from '../../helpers/browser/seed.ts';
import { endSession, seedOpenSessions, sendScenes, startSession, type OpenSessions } from '../../helpers/browser/seed-sessions.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';

const { audit, executions, filters, hold, incident, live, matchReport, review, session, sessions, timeline, ui, verdicts, verify, workList } = TEXTS;
const app = useApp();

/** A hold reaches every record, and the page asks now and then whether it has. */
const HOLD_TIMEOUT_MS = 90_000;

let open: OpenSessions;
let ended: string;
/** Of the session that has ended: the second shows a phone. */
let recorded: Verdict[];

beforeAll(async () => {
  await registerPerson(app.instance);
  ended = await startSession(app.instance, 'Linear algebra');
  recorded = await sendScenes(app.instance, ended, 'personA', 'personWithPhone', 'personWithPhone', 'personAElsewhere');
  await endSession(app.instance, ended);
  open = await seedOpenSessions(app.instance);
});

/** Nobody has reviewed the verdicts yet, and their pages ask. */
const openApp = (path: string): Promise<AppPage> => app.open({ role: 'auditor', path, expectedMessages: /404 \(Not Found\)/ });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });

describe('by keyboard alone an auditor', () => {
  it('chooses how many tiles the wall has, and goes from a tile to its session and back', async () => {
    const { page } = await openApp('/live');
    await tabTo(page.getByRole('radio', { name: fill(live.tiles, { count: 9 }) }));
    // As long as a finger takes.
    await page.keyboard.press('ArrowRight', { delay: 50 });
    await page.waitForURL('**/live?tiles=16');
    await page.keyboard.press('ArrowRight', { delay: 50 });
    await page.waitForURL('**/live?tiles=4');
    await press(page.locator(`[data-session="${open.incident}"]`).getByRole('link'));
    await untilFocused(heading(page, 'Organic chemistry'));
    await press(link(page, live.title));
    await page.waitForURL('**/live?tiles=4');
    await untilFocused(heading(page, live.title));
  });

  it('filters the sessions, gets rid of the filters, and opens one', async () => {
    const { page } = await openApp('/sessions');
    await choose(page.getByLabel(session.state, { exact: true }), session.states.open);
    await page.waitForURL('**/sessions?state=open');
    await choose(page.getByLabel(sessions.filters.decision, { exact: true }), sessions.filters.with.inconclusive);
    await page.getByText(filters.empty.title).waitFor();
    await press(button(page, filters.empty.action).last());
    await page.waitForURL('**/sessions');
    await untilFocusKept(page);
    await press(page.getByRole('row').filter({ hasText: 'Linear algebra' }).getByRole('link'));
    await untilFocused(heading(page, 'Linear algebra'));
  });

  it('goes through a session, from an incident to its frames and to a verdict', async () => {
    const { page } = await openApp(`/sessions/${ended}`);
    await press(button(page, `${session.showIncident} ${incident.rules.object}`));
    const slider = page.getByRole('slider', { name: timeline.label });
    await untilFocused(slider);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL('**?frame=3');
    await press(button(page, timeline.zoomIn));
    await press(button(page, timeline.fit));
    await press(page.getByRole('listbox', { name: timeline.list.title }), 'ArrowUp');
    await page.waitForURL('**?frame=2');
    await press(page.getByRole('checkbox', { name: timeline.list.strikingOnly }), 'Space');
    await press(link(page, timeline.openVerdict));
    await page.waitForURL(`**/executions/${recorded[1]?.verdictId ?? ''}`);
    await untilFocused(heading(page, TEXTS.execution.title));
  });

  it('is shown an incident although its frames were still on their way', async () => {
    const { page } = await openApp('/sessions');
    const frames = new EventEmitter();
    await page.route('**/timeline*', async (route) => {
      await once(frames, 'released');
      await route.continue();
    });
    await press(page.getByRole('row').filter({ hasText: 'Linear algebra' }).getByRole('link'));
    await press(button(page, `${session.showIncident} ${incident.rules.object}`));
    frames.emit('released');
    await untilFocused(page.getByRole('slider', { name: timeline.label }));
    await page.waitForURL('**?frame=2');
  });

  it('holds a session, and lets it go', async () => {
    const { page } = await openApp(`/sessions/${ended}`);
    await press(button(page, hold.set));
    await untilFocused(dialog(page, hold.confirmSet.title).getByLabel(hold.reason));
    await page.keyboard.press('Escape');
    await untilFocused(button(page, hold.set));
    await page.keyboard.press('Enter');
    await untilFocused(dialog(page, hold.confirmSet.title).getByLabel(hold.reason));
    await page.keyboard.type('Complaint 2026/17');
    await press(dialog(page, hold.confirmSet.title).getByRole('button', { name: hold.set }));
    await untilFocused(button(page, hold.lift));
    await page.getByText(hold.states.HELD, { exact: true }).waitFor({ timeout: HOLD_TIMEOUT_MS });
    await page.keyboard.press('Enter');
    await press(dialog(page, hold.confirmLift.title).getByRole('button', { name: hold.lift }));
    await untilFocused(button(page, hold.set));
    await page.getByText(hold.states.NONE, { exact: true }).waitFor({ timeout: HOLD_TIMEOUT_MS });
  });

  it('exports a session, and verifies the export', async () => {
    const { page } = await openApp(`/sessions/${ended}`);
    await choose(page.getByLabel(TEXTS.export.frames.label), TEXTS.export.frames.all);
    const downloading = page.waitForEvent('download');
    await press(button(page, TEXTS.export.action));
    const file = await (await downloading).path();
    await press(link(page, TEXTS.export.verify));
    await untilFocused(heading(page, verify.title));
    await (await openFileChooser(page.locator('input[type=file]'))).setFiles(file);
    await page.getByText(verify.holds.title).waitFor();
    await untilFocusKept(page);
    await press(button(page, verify.another));
    await untilFocusKept(page);
    await tabTo(page.locator('input[type=file]'));
  });

  it('looks at a verdict: the boxes, the match that is wrong, the graph, the history', async () => {
    const { page } = await openApp(`/executions/${recorded[0]?.verdictId ?? ''}`);
    const box = page.getByRole('group', { name: executions.frame.show }).getByRole('button', { name: executions.checks.faces });
    await press(box, 'Space');
    expect(await box.getAttribute('aria-pressed')).toBe('false');

    await press(button(page, matchReport.action));
    await untilFocused(page.getByRole('dialog').getByLabel(matchReport.note));
    await page.keyboard.type('Her sister.');
    await press(page.getByRole('dialog').getByRole('button', { name: matchReport.send }));
    await untilFocused(button(page, matchReport.action));

    await page.getByRole('region', { name: executions.history.title, exact: true }).getByRole('button', { name: /^Judge/ }).waitFor();
    await tabTo(page.getByRole('group', { name: executions.graph.label }).getByRole('button'));
    for (const key of ['ArrowDown', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key);
    const selected = page.getByRole('region', { name: fill(executions.graph.selected, { name: 'Detect labels' }) });
    await press(selected.getByRole('button', { name: ui.close }));
    await untilFocused(page.locator('[data-graph-state="Detect labels"]'));
    await page.keyboard.press('Enter');
    await press(selected.getByRole('button', { name: executions.graph.show }));
    await untilFocused(page.locator('[data-state="Detect labels"] h3 button'));
    await tabTo(page.getByRole('region', { name: fill(executions.history.outputOf, { name: 'Detect labels' }) }));
    await tabTo(button(page, fill(executions.copy.action, { what: fill(executions.history.inputOf, { name: 'Detect labels' }) })), { backwards: true });
  });

  it('goes through a work list, takes a word back, and is led back to the list', async () => {
    const { page } = await openApp('/verdicts');
    await press(link(page, verdicts.lists.flagged));
    await press(link(page, verdicts.start));
    await untilFocused(heading(page, TEXTS.execution.title));
    const first = page.url();
    await write(page.getByRole('textbox', { name: review.note }), 'It is a phone.');
    await press(button(page, review.confirm));
    await page.waitForURL((url) => url.href !== first);
    await untilFocused(heading(page, TEXTS.execution.title));
    // From the page to the toasts, and back to the verdict that it leads to.
    await page.keyboard.press('F8');
    await press(button(page, review.undo));
    await page.waitForURL(first);
    await page.getByText(review.none).waitFor();
    await untilFocusKept(page);
    await press(button(page, workList.skip));
    await page.waitForURL((url) => url.href !== first);
    await press(link(page, `${session.decisions.flagged} · ${verdicts.reviewed.false}`));
    await page.waitForURL('**/verdicts?decision=flagged&reviewed=false');
  });

  it('filters executions, and opens one', async () => {
    const { page } = await openApp('/executions');
    await choose(page.getByLabel(executions.machine, { exact: true }), executions.machines['register-face']);
    await page.waitForURL('**/executions?machine=register-face');
    // The list before stays until there is another.
    await page.getByRole('row').filter({ hasText: executions.machines['verify-frame'] }).first().waitFor({ state: 'detached' });
    await press(page.getByRole('row').getByRole('link'));
    await untilFocused(heading(page, TEXTS.execution.title));
  });

  it('reads the audit log of one account, and what an entry is about', async () => {
    const { page } = await openApp('/audit');
    await choose(page.getByLabel(audit.what, { exact: true }), audit.actions.HoldSession);
    const row = page.getByRole('row').filter({ hasText: audit.actions.HoldSession });
    await row.first().waitFor();
    await press(row.getByRole('button', { name: fill(audit.onlyOf, { name: '' }) }).first());
    await page.waitForURL(/actor=/);
    await untilFocusKept(page);
    await press(row.getByRole('link', { name: ended }).first());
    await untilFocused(heading(page, 'Linear algebra'));
  });
});
