import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { agree, endExam, nameExam, startExam, waitForHint, waitForSummary, waitForTrouble, waitForVerdict } from '../helpers/browser/exam.ts';
import type { SeededExecutions } from '../helpers/browser/seed.ts';
import type { SeededSessions } from '../helpers/browser/seed-sessions.ts';
import { fill, form, TEXTS } from '../helpers/browser/texts.ts';
import type { Role } from '../helpers/instance.ts';
import type { SceneName } from '../helpers/scenes.ts';
import { waitUntil } from '../helpers/wait-until.ts';
import { ADMIN_PAGES } from './admin-pages.ts';

/** What there is on record before the first photograph. */
export type Seeded = SeededExecutions & { readonly sessions: SeededSessions };

/** A page of the app in one state, to be photographed. */
export interface ScreenshotPage {
  /** Of the file. */
  readonly name: string;
  /** Whether the README shows it: then it is written to docs/screenshots too. */
  readonly inReadme?: boolean;
  /** Nobody signs in where it is left out. */
  readonly role?: Role;
  readonly path: string | ((seeded: Seeded) => string);
  /** Two exams are under way, one of them with an incident, and their last frames are of this moment. */
  readonly openSessions?: boolean;
  /** What the camera shows, or that its use is refused. */
  readonly webcam?: SceneName | 'denied';
  /** Brings the page into the state, and waits until it is there. */
  readonly show: (page: Page) => Promise<void>;
}

const { audit, camera, executions, exam, matchReport, review, verdicts } = TEXTS;
const candidate = { role: 'candidate', path: '/exam' } as const;
const live = { role: 'auditor', path: '/live', openSessions: true } as const;
const ended = { role: 'auditor', path: ({ sessions }: Seeded) => `/sessions/${sessions.ended}` } as const;

/** All of them; another page is one more entry. */
export const PAGES: readonly ScreenshotPage[] = [
  { name: 'sign-in', path: '/sign-in', show: (page) => page.getByRole('button', { name: TEXTS.signIn.action }).waitFor() },
  { name: 'sign-in-here-only', path: '/sign-in?notice=here-only', show: (page) => page.getByText(TEXTS.signIn.hereOnly.title).waitFor() },
  { name: 'sign-in-issuer', path: '/sign-in', show: openIssuer },
  { name: 'not-found', path: '/no/such/page', show: (page) => page.getByRole('heading', { name: TEXTS.notFound.title }).waitFor() },
  { name: 'no-access', role: 'candidate', path: '/people', show: (page) => page.getByRole('heading', { name: TEXTS.noAccess.title }).waitFor() },

  { ...candidate, name: 'exam-consent', show: (page) => page.getByRole('heading', { name: TEXTS.consent.title }).waitFor() },
  { ...candidate, name: 'exam-camera', webcam: 'personA', show: (page) => checkCamera(page, exam.check.good) },
  { ...candidate, name: 'exam-camera-hints', webcam: 'twoPeople', show: (page) => checkCamera(page, fill(exam.hints.several, { count: 2 })) },
  { ...candidate, name: 'exam-camera-paused', webcam: 'personA', show: pauseCheck },
  { ...candidate, name: 'exam-consent-given', webcam: 'personA', show: readConsent },
  { ...candidate, name: 'exam-camera-denied', webcam: 'denied', show: (page) => problem(page, camera.problems.denied.title) },
  { ...candidate, name: 'exam-clear', webcam: 'personAElsewhere', inReadme: true, show: (page) => watch(page, 'clear') },
  { ...candidate, name: 'exam-flagged', webcam: 'personWithPhone', show: (page) => watch(page, 'flagged') },
  { ...candidate, name: 'exam-compact', webcam: 'personA', show: (page) => makeSmall(page, 'clear') },
  { ...candidate, name: 'exam-compact-flagged', webcam: 'personWithPhone', show: (page) => makeSmall(page, 'flagged') },
  { ...candidate, name: 'exam-compact-not-checked', webcam: 'personA', show: loseConnectionSmall },
  { ...candidate, name: 'exam-not-checked', webcam: 'personA', show: loseConnection },
  { ...candidate, name: 'exam-unplugged', webcam: 'personA', show: unplug },
  { ...candidate, name: 'exam-open', webcam: 'personA', show: comeBack },
  { ...candidate, name: 'exam-elsewhere', webcam: 'personA', show: goOnElsewhere },
  { ...candidate, name: 'exam-unanswered', webcam: 'personA', show: reloadUnanswered },
  { ...candidate, name: 'exam-leave', webcam: 'personA', show: askToLeave },
  { ...candidate, name: 'exam-end', webcam: 'personA', show: askToEnd },
  { ...candidate, name: 'exam-ending', webcam: 'personA', show: endWithoutAnswer },
  { ...candidate, name: 'exam-summary', webcam: 'personWithPhone', show: summarise },
  { ...candidate, name: 'my-exams', path: '/my-exams', show: (page) => page.getByRole('table', { name: TEXTS.myExams.title }).waitFor() },
  { ...candidate, name: 'my-exam', path: '/my-exams', show: openMyExam },
  { ...candidate, name: 'my-exam-frames', path: '/my-exams', show: openCitedFrames },

  ...ADMIN_PAGES,

  { ...live, name: 'live', inReadme: true, show: watchAll },
  { ...live, name: 'live-four', path: '/live?tiles=4', show: watchAll },
  { ...live, name: 'live-stale', show: loseLive },
  { name: 'live-none', role: 'auditor', path: '/live', show: emptyLive },
  { name: 'sessions', role: 'auditor', path: '/sessions', show: (page) => page.getByRole('table', { name: TEXTS.sessions.caption }).waitFor() },
  { name: 'sessions-none', role: 'auditor', path: '/sessions?person=nobody@invigil.local&period=custom', show: (page) => page.getByText(TEXTS.filters.empty.title).waitFor() },
  { ...ended, name: 'session', inReadme: true, show: openedSession },
  { ...ended, name: 'session-hold', show: askHold },
  { ...live, name: 'session-open', path: ({ sessions }) => `/sessions/${sessions.incident}`, show: openedSession },
  { name: 'verify', role: 'auditor', path: '/verify', show: (page) => page.getByText(TEXTS.verify.drop).waitFor() },
  { ...ended, name: 'verify-holds', show: (page) => verifyExport(page, (text) => text) },
  { ...ended, name: 'verify-broken', show: (page) => verifyExport(page, (text) => text.replace('"outcome":"fail"', '"outcome":"pass"')) },

  { name: 'executions-filtered', role: 'auditor', path: '/executions?machine=verify-frame&period=custom&from=2026-01-01T10:00:00.000Z', show: unfoldFilters },
  { name: 'executions', role: 'auditor', path: '/executions', show: (page) => page.getByRole('table', { name: executions.caption }).waitFor() },
  { name: 'execution-clear', role: 'auditor', path: ({ clear }) => `/executions/${clear}`, show: recorded },
  { name: 'execution-flagged', role: 'auditor', path: ({ flagged }) => `/executions/${flagged}`, inReadme: true, show: recorded },
  { name: 'execution-inconclusive', role: 'auditor', path: ({ inconclusive }) => `/executions/${inconclusive}`, show: recorded },
  { name: 'execution-failed', role: 'auditor', path: ({ failed }) => `/executions/${failed}`, show: (page) => page.getByText(executions.verdict.none.title).waitFor() },
  { name: 'execution-graph', role: 'auditor', path: ({ inconclusive }) => `/executions/${inconclusive}`, show: selectState },
  { name: 'execution-registration', role: 'auditor', path: '/executions?machine=register-face&status=SUCCEEDED', show: openRegistration },
  { name: 'execution-state', role: 'auditor', path: ({ flagged }) => `/executions/${flagged}`, show: openState },

  { name: 'verdicts', role: 'auditor', path: '/verdicts', show: (page) => page.getByRole('table', { name: verdicts.caption }).waitFor() },
  { name: 'verdicts-none', role: 'auditor', path: '/verdicts?decision=inconclusive&reviewed=false&period=hour&person=nobody@example.org', show: (page) => page.getByText(verdicts.empty.reviewed.title).waitFor() },
  { name: 'verdict-review', role: 'auditor', path: '/verdicts?decision=flagged&reviewed=false', show: startReview },
  { name: 'verdict-reviewed', role: 'auditor', path: ({ clear }) => `/executions/${clear}`, show: reviewAndUndo },
  { name: 'verdict-match', role: 'auditor', path: ({ clear }) => `/executions/${clear}`, show: reportMatch },
  { name: 'audit', role: 'auditor', path: '/audit', show: (page) => page.getByRole('table', { name: audit.caption }).waitFor() },
];

async function openIssuer(page: Page): Promise<void> {
  await page.getByRole('button', { name: TEXTS.signIn.action }).click();
  await page.locator('input[type=password]').waitFor();
}

async function checkCamera(page: Page, says: string): Promise<void> {
  await agree(page);
  await waitForHint(page, says);
  await nameExam(page);
}

async function pauseCheck(page: Page): Promise<void> {
  await checkCamera(page, exam.check.pauses.good);
}

async function readConsent(page: Page): Promise<void> {
  await watch(page, 'clear');
  await page.getByRole('button', { name: TEXTS.consent.given.open }).click();
  await page.getByRole('dialog', { name: TEXTS.consent.given.title }).waitFor();
}

async function problem(page: Page, title: string): Promise<void> {
  await agree(page);
  await page.getByRole('alert').filter({ hasText: title }).waitFor();
}

async function watch(page: Page, decision: 'clear' | 'flagged'): Promise<void> {
  await startExam(page);
  await waitForVerdict(page, decision);
  await waitUntil(async () => Number(await page.locator('[data-judged]').innerText()) >= 3);
}

async function makeSmall(page: Page, decision: 'clear' | 'flagged'): Promise<void> {
  await startExam(page);
  await waitForVerdict(page, decision);
  await page.getByRole('button', { name: exam.view.compact }).click();
  await waitForVerdict(page, decision);
}

async function refuseConnections(page: Page): Promise<void> {
  await page.route('**/api/verdicts', (route) => route.abort('connectionrefused'));
  await waitForTrouble(page, 'offline');
}

async function loseConnection(page: Page): Promise<void> {
  await watch(page, 'clear');
  await refuseConnections(page);
}

async function loseConnectionSmall(page: Page): Promise<void> {
  await makeSmall(page, 'clear');
  await refuseConnections(page);
}

async function unplug(page: Page): Promise<void> {
  await watch(page, 'clear');
  await page.evaluate('observed.unplugCamera()');
  await waitForTrouble(page, 'noPicture');
}

async function comeBack(page: Page): Promise<void> {
  await watch(page, 'clear');
  await page.evaluate('sessionStorage.removeItem("invigil.exam")');
  await page.reload();
  await page.getByText(exam.open.text).waitFor();
}

async function goOnElsewhere(page: Page): Promise<void> {
  await watch(page, 'clear');
  const [second] = await Promise.all([page.context().waitForEvent('page'), page.evaluate('void window.open("/exam")')]);
  await second.getByRole('button', { name: exam.open.resumeHere }).click();
  await page.getByText(exam.open.elsewhere.title, { exact: true }).waitFor();
}

async function reloadUnanswered(page: Page): Promise<void> {
  await watch(page, 'clear');
  await page.route('**/api/sessions/*', (route) => route.abort('connectionrefused'));
  await page.reload();
  await page.getByText(exam.unanswered.title).waitFor();
}

async function askToLeave(page: Page): Promise<void> {
  await watch(page, 'clear');
  await page.getByRole('link', { name: TEXTS.nav.mySessions }).click();
  await page.getByRole('dialog', { name: exam.leave.title }).waitFor();
}

async function askToEnd(page: Page): Promise<void> {
  await watch(page, 'clear');
  await page.getByRole('button', { name: exam.end.open }).click();
  await page.getByRole('dialog', { name: exam.end.title }).waitFor();
}

async function endWithoutAnswer(page: Page): Promise<void> {
  await watch(page, 'clear');
  await page.route('**/api/sessions/*/end', (route) => route.abort('connectionrefused'));
  await endExam(page);
  await page.getByText(exam.ending.failed).waitFor();
}

async function summarise(page: Page): Promise<void> {
  await watch(page, 'flagged');
  await endExam(page);
  await waitForSummary(page);
}

async function openMyExam(page: Page): Promise<void> {
  const table = page.getByRole('table', { name: TEXTS.myExams.title });
  // One with incidents: the pictures of a phone made them.
  await table.getByRole('row').filter({ hasText: TEXTS.session.states.ended }).filter({ hasText: new RegExp(`\\d (?:${form(TEXTS.incident.count, 1).slice(2)}|${form(TEXTS.incident.count, 2).slice(4)})`) }).first().getByRole('link').click();
  await page.getByLabel(TEXTS.myExam.note.label, { exact: true }).fill('The phone was my neighbour\'s: I put it away at once.');
}

async function openCitedFrames(page: Page): Promise<void> {
  await openMyExam(page);
  await page.getByRole('button', { name: new RegExp(fill(TEXTS.myExams.incidents.showOf, { rule: '' })) }).first().click();
  await page.getByRole('img', { name: TEXTS.myExams.frames.alt }).waitFor();
}

async function recorded(page: Page): Promise<void> {
  await page.getByText(executions.verified.frame.holds).waitFor();
  await stateInHistory(page, 'Judge').waitFor();
  await page.getByRole('textbox', { name: review.note }).waitFor();
}

/** A state's row in the waterfall. */
function stateInHistory(page: Page, name: string): Locator {
  return page.getByRole('region', { name: executions.history.title, exact: true }).getByRole('button', { name: new RegExp(`^${name}`) });
}

/** A state in the graph. */
function stateInGraph(page: Page, name: string): Locator {
  return page.getByRole('region', { name: executions.graph.title }).getByRole('button', { name: new RegExp(`^${name}`) });
}

async function openState(page: Page): Promise<void> {
  await recorded(page);
  await stateInHistory(page, 'Judge').click();
  await page.getByRole('region', { name: fill(executions.history.outputOf, { name: 'Judge' }) }).waitFor();
}

async function watchAll(page: Page): Promise<void> {
  await waitUntil(async () => (await page.getByRole('article').count()) >= 2);
  // The frames that were asked for are there.
  await waitUntil(() => page.evaluate<boolean>("document.images.length >= 2 && [...document.images].every((image) => image.complete && image.naturalWidth > 0)"));
}

async function loseLive(page: Page): Promise<void> {
  await watchAll(page);
  await page.route('**/api/sessions?**', (route) => route.abort('connectionrefused'));
  await page.getByText(TEXTS.live.notUpdated).waitFor();
}

async function emptyLive(page: Page): Promise<void> {
  await page.route('**/api/sessions?**', (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  await page.reload();
  await page.getByText(TEXTS.live.empty.title).waitFor();
}

async function openedSession(page: Page): Promise<void> {
  await page.getByRole('slider', { name: TEXTS.timeline.label }).waitFor();
  await page.getByAltText(executions.frame.alt).waitFor();
  await page.getByText(TEXTS.hold.states.NONE).waitFor();
}

async function askHold(page: Page): Promise<void> {
  await openedSession(page);
  await page.getByRole('button', { name: TEXTS.hold.set }).click();
  await page.getByRole('dialog').getByLabel(TEXTS.hold.reason).fill('Complaint 2026/17');
}

async function verifyExport(page: Page, change: (text: string) => string): Promise<void> {
  await openedSession(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: TEXTS.export.action, exact: true }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  await page.getByRole('link', { name: TEXTS.export.verify }).click();
  await page.locator('input[type=file]').setInputFiles({ name: 'session.ndjson', mimeType: 'application/x-ndjson', buffer: Buffer.from(change(text)) });
  await page.getByText(TEXTS.verify.holds.title, { exact: true }).or(page.getByText(TEXTS.verify.broken.title, { exact: true })).waitFor();
}

async function selectState(page: Page): Promise<void> {
  await recorded(page);
  await stateInGraph(page, 'Detect faces').click();
  await page.getByRole('region', { name: fill(executions.graph.selected, { name: 'Detect faces' }) }).waitFor();
}

/** On a phone they are folded up. */
async function unfoldFilters(page: Page): Promise<void> {
  await page.getByRole('table', { name: executions.caption }).waitFor();
  const button = page.getByRole('button', { expanded: false, name: /^Filters/ });
  if (await button.isVisible()) await button.click();
  await page.getByLabel(TEXTS.filters.to, { exact: true }).waitFor();
}

async function openRegistration(page: Page): Promise<void> {
  await page.getByRole('row').getByRole('link').first().click();
  await stateInHistory(page, 'Registered').waitFor();
}

async function startReview(page: Page): Promise<void> {
  await page.getByRole('link', { name: verdicts.start }).click();
  await recorded(page);
  await page.getByText(review.shortcuts.title).click();
}

async function reviewAndUndo(page: Page): Promise<void> {
  await recorded(page);
  await page.getByRole('textbox', { name: review.note }).fill('The book on the shelf is part of the room.');
  await page.getByRole('button', { name: review.dismiss }).click();
  await page.getByText(review.done.dismissed).first().waitFor();
}

async function reportMatch(page: Page): Promise<void> {
  await recorded(page);
  await page.getByRole('button', { name: matchReport.action }).click();
  await page.getByRole('dialog').getByLabel(matchReport.note).fill('The registered photo shows her sister.');
}
