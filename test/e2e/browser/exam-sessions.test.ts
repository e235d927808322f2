import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { rulesOf, type Policy } from '../../../domain/policy.ts';
import type { Session } from '../../../domain/session.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import type { AppPage } from '../../helpers/browser/app-page.ts';
import { agree, endExam, endOpenExams, nameExam, openExams, startButton, startExam, waitForSummary, waitForTrouble, waitForVerdict } from '../../helpers/browser/exam.ts';
import { press, untilFocused, untilFocusKept, write } from '../../helpers/browser/keyboard.ts';
import { registerPerson } from '../../helpers/browser/seed.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const VERDICTS = '/api/verdicts';
const { exam, incident, myExam, myExams } = TEXTS;
const app = useApp();
const aloneWith = { expectedMessages: /Failed to load resource/, role: 'candidate' } as const;
/** A picture may be on its way when an exam ends: it is refused, as every later one is. */
const untilTheEnd = { expectedMessages: /409 \(Conflict\)/, role: 'candidate' } as const;

beforeEach(() => endOpenExams(app.instance));

async function show(name: Parameters<typeof scene>[0]): Promise<void> {
  await app.webcam.show(await scene(name));
}

async function read<T>(path: string): Promise<T> {
  return (await app.instance.call(path, { method: 'GET' })).body as T;
}

/** The only exam that is open. */
async function openExam(): Promise<Session> {
  const [session, ...others] = await openExams(app.instance);
  if (session === undefined || others.length > 0) throw new Error(`${others.length + 1} exams are open, or none.`);
  return session;
}

const hasPictures = async (page: Page, count: number): Promise<void> => waitUntil(async () => Number(await page.locator('[data-judged]').innerText()) >= count, 20_000);

describe('a candidate without an exam', () => {
  it('is told where their exams will be', async () => {
    const { page } = await app.open({ role: 'candidate', path: '/my-exams' });
    await page.getByText(myExams.empty.title).waitFor();
    await expectAccessibleEverywhere(page);
    await page.getByRole('link', { name: myExams.empty.action }).click();
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
  });
});

describe('an exam', () => {
  it('is started with the version that was agreed to, has the pictures, and ends with what the server sealed', async () => {
    await registerPerson(app.instance);
    await show('personA');
    const { page } = await app.open(untilTheEnd);
    await startExam(page, 'Algebra 2');
    await waitForVerdict(page, 'clear');
    await show('nobody');
    await waitForVerdict(page, 'flagged');
    const started = await openExam();
    expect(started).toMatchObject({ examId: 'Algebra 2', consentVersion: expect.stringMatching(/^\d{4}-\d{2}/) });
    expect(await page.getByText(`Version ${String(started.consentVersion)}`).count()).toBe(0);

    await endExam(page);
    await waitForSummary(page);
    const ended = await read<Session>(`/sessions/${started.sessionId}`);
    expect(ended).toMatchObject({ state: 'ended', endReason: 'CANDIDATE' });
    const { items: verdicts } = await read<{ items: Verdict[] }>(`/sessions/${started.sessionId}/verdicts`);
    expect(new Set(verdicts.map(({ sessionId }) => sessionId))).toEqual(new Set([started.sessionId]));
    for (const decision of ['clear', 'flagged', 'inconclusive'] as const) {
      expect(await page.locator(`[data-count=${decision}] dd`).innerText()).toBe(String(ended.counters[decision]));
      expect(ended.counters[decision]).toBe(verdicts.filter((verdict) => verdict.decision === decision).length);
    }
    expect(await page.locator('[data-seal-count]').innerText()).toBe(`${ended.seal?.count ?? 0} pictures`);
    expect(await page.locator('[data-seal-hash] code').innerText()).toBe(ended.seal?.head);
    expect(ended.seal?.head).toBe(verdicts.at(-1)?.hash);
    expect(await page.getByText(/are kept until .+ at the longest/).count()).toBe(1);
  });

  it('is one, however often its start must be repeated', async () => {
    await show('personA');
    const { page } = await app.open(aloneWith);
    await agree(page);
    await nameExam(page);
    // The answer is lost on its way: the server has started it.
    await page.route('**/api/sessions', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    }, { times: 1 });
    await startButton(page).click();
    await page.getByRole('alert').filter({ hasText: TEXTS.errors.network.title }).waitFor();
    await expectAccessibleEverywhere(page);
    const { sessionId } = await openExam();
    await startButton(page).click();
    await waitForVerdict(page, 'clear');
    expect((await openExam()).sessionId).toBe(sessionId);
  });

  it('is named by a link, past the sign-in', async () => {
    await show('personA');
    const { page } = await app.open({ role: 'candidate', path: '/exam?exam=Logic%20%26%20sets' });
    await agree(page);
    expect(await page.getByLabel(exam.name.label).inputValue()).toBe('Logic & sets');
    await waitUntil(() => startButton(page).isEnabled());
    await startButton(page).click();
    await page.getByRole('heading', { level: 1, name: 'Logic & sets' }).waitFor();
    await waitForVerdict(page, 'clear');
    expect((await openExam()).examId).toBe('Logic & sets');
  });

  it('goes on by itself after a reload, with no picture lost from its chain', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await startExam(page);
    await hasPictures(page, 2);
    const { sessionId } = await openExam();
    await page.reload();
    await waitForVerdict(page, 'clear');
    await hasPictures(page, 4);
    expect((await openExam()).sessionId).toBe(sessionId);
    const { items } = await read<{ items: Verdict[] }>(`/sessions/${sessionId}/verdicts`);
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_verdict, index) => index + 1));
    expect(await page.locator('[data-elapsed]').innerText()).not.toBe('00:00:00');
  });

  it('is offered to go on after a crash, says meanwhile that nothing is checked, and is ended by whoever wants to', async () => {
    await show('personA');
    const crashed = await app.open(untilTheEnd);
    await startExam(crashed.page, 'Algebra 3');
    await waitForVerdict(crashed.page, 'clear');
    await crashed.close();
    const { sessionId } = await openExam();

    const { page } = await app.open(untilTheEnd);
    await page.getByText('Algebra 3', { exact: true }).waitFor();
    await page.getByText(exam.open.text).waitFor();
    expect(await page.title()).toContain(exam.titleNotJudged);
    await page.getByRole('button', { name: `${exam.open.resume}: Algebra 3` }).click();
    await waitForVerdict(page, 'clear');
    expect((await openExam()).sessionId).toBe(sessionId);
    await endExam(page);
    await waitForSummary(page);
    expect(await openExams(app.instance)).toEqual([]);
  });

  it('runs in one tab: a second one says so, takes it over when it is told to, and the first one turns its camera off', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await startExam(page, 'Algebra 5');
    await waitForVerdict(page, 'clear');
    // With all that the tab knows, as a tab that is duplicated.
    const [second] = await Promise.all([page.context().waitForEvent('page'), page.evaluate('void window.open("/exam")')]);
    await second.getByText(exam.open.elsewhere.title, { exact: true }).waitFor();
    expect([await second.title(), await second.evaluate('observed.cameraTrackStates()')]).toEqual([`${exam.title} · Invigil`, []]);
    await expectAccessibleEverywhere(second);

    await second.getByRole('button', { name: `${exam.open.resumeHere}: Algebra 5` }).click();
    await waitForVerdict(second, 'clear');
    await page.getByText(exam.open.elsewhere.title, { exact: true }).waitFor();
    expect(await candidate.cameraTracks()).toEqual(['ended']);
    await second.close();
    await page.getByText(exam.open.text).waitFor();
    await page.getByRole('button', { name: `${exam.open.resume}: Algebra 5` }).click();
    await waitForVerdict(page, 'clear');
  });

  it('says that nothing is checked while a page that is reloaded has no answer, and goes on by itself with the first one', async () => {
    await show('personA');
    const { page } = await app.open(aloneWith);
    await startExam(page, 'Algebra 6');
    await waitForVerdict(page, 'clear');
    await page.route('**/api/sessions/*', (route) => route.abort('connectionrefused'));
    await page.reload();
    await page.getByRole('alert').filter({ hasText: exam.unanswered.title }).waitFor();
    expect(await page.title()).toContain(exam.titleNotJudged);
    await expectAccessibleEverywhere(page);
    await page.unroute('**/api/sessions/*');
    await waitForVerdict(page, 'clear');
    expect(await page.title()).toBe(`${exam.title} · Invigil`);
  });

  it('that is ended elsewhere ends here within two pictures, camera and all', async () => {
    await show('personA');
    const candidate = await app.open(aloneWith);
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear');
    const { sessionId } = await openExam();
    const before = candidate.requestsTo(VERDICTS).length;
    await app.instance.call(`/sessions/${sessionId}/end`);
    await waitForSummary(page);
    expect(candidate.requestsTo(VERDICTS).length - before).toBeLessThanOrEqual(2);
    expect(await candidate.cameraTracks()).toEqual(['ended']);
  });

  it('keeps to another interval as soon as the policy has one', async () => {
    await show('personA');
    const policy = await read<Policy>('/policy');
    const candidate = await app.open({ role: 'candidate' });
    await startExam(candidate.page);
    await waitForVerdict(candidate.page, 'clear');
    const put = (frameIntervalMs: number) => app.instance.call('/policy', { method: 'PUT', as: 'admin', body: { ...rulesOf(policy), frameIntervalMs } });
    expect((await put(4_000)).status).toBe(200);
    try {
      // One more may follow after the old one: its verdict brings the news.
      const before = candidate.requestsTo(VERDICTS).length;
      await waitUntil(() => candidate.requestsTo(VERDICTS).length >= before + 4, 30_000);
      expect(gapsMs(candidate).slice(-2).every((gap) => gap >= 3_900)).toBe(true);
    } finally {
      await put(policy.frameIntervalMs);
    }
  });

  it('has not ended before the server says so: it is asked until it is back', async () => {
    await show('personA');
    const { page } = await app.open(aloneWith);
    await startExam(page);
    await waitForVerdict(page, 'clear');
    await app.instance.kill();
    await waitForTrouble(page, 'offline');
    await endExam(page);
    await page.getByText(exam.ending.failed).waitFor();
    expect(await page.getByText(exam.summary.cameraOff).count()).toBe(0);
    expect(await page.getByText(/has ended/).count()).toBe(0);
    await app.restart();
    await waitForSummary(page);
    expect(await openExams(app.instance)).toEqual([]);
  });
});

/** From one picture of an exam to the next, by when they were taken. */
function gapsMs(candidate: AppPage): number[] {
  const times = candidate.requestsTo(VERDICTS).map((request) => Date.parse((request.postDataJSON() as { capturedAt: string }).capturedAt));
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

/** An exam with two incidents: a phone in several pictures, and a face that nobody knows. */
async function examWithPhone(name: string): Promise<Session> {
  const started = (await app.instance.call('/sessions', { body: { examId: name, consentVersion: '1' } })).body as Session;
  const image = (await scene('personWithPhone')).toString('base64');
  for (let frame = 0; frame < 3; frame += 1) await app.instance.call('/verdicts', { body: { image, sessionId: started.sessionId } });
  return (await app.instance.call(`/sessions/${started.sessionId}/end`)).body as Session;
}

describe('the exams of a candidate', () => {
  it('are listed, and each shows its incidents with the pictures that they cite', async () => {
    const session = await examWithPhone('Biology');
    const { page } = await app.open({ role: 'candidate', path: '/my-exams' });
    const row = page.getByRole('row').filter({ hasText: 'Biology' });
    await row.waitFor();
    expect((await row.getByRole('cell').allInnerTexts()).slice(2)).toEqual([TEXTS.session.states.ended, expect.stringMatching(/^00:00:\d\d$/), '3', '2 incidents']);
    await row.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Biology' }).waitFor();

    await page.getByRole('button', { name: fill(myExams.incidents.showOf, { rule: incident.rules.object }) }).click();
    const dialog = page.getByRole('dialog', { name: incident.rules.object });
    const picture = dialog.getByRole('img', { name: myExams.frames.alt });
    await picture.waitFor();
    await waitUntil(() => page.evaluate<boolean>('document.querySelector("[role=dialog] img").naturalWidth > 0'));
    await dialog.getByText(fill(TEXTS.checks.objects.fail, { names: 'Mobile Phone' })).waitFor();
    await expectAccessibleEverywhere(page);
    const cited = session.incidents[0]?.frames ?? [];
    expect(cited.length).toBeGreaterThan(1);
    await dialog.getByRole('button', { name: myExams.frames.next }).click();
    await dialog.getByRole('status').filter({ hasText: fill(myExams.frames.place, { sequence: cited[1]?.sequence ?? 0, number: 2, count: cited.length }) }).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('take a note to the reviewer, which can be changed, removed, and put back', async () => {
    const { sessionId } = await examWithPhone('Chemistry');
    const { page } = await app.open({ role: 'candidate', path: `/my-exams/${sessionId}` });
    const field = page.getByLabel(myExam.note.label, { exact: true });
    const note = async () => (await read<Session>(`/sessions/${sessionId}`)).note?.text ?? null;
    await field.fill('  The phone was my neighbour’s.  ');
    await page.getByRole('button', { name: myExam.note.save }).click();
    await page.getByText(myExam.note.saved).first().waitFor();
    expect(await note()).toBe('The phone was my neighbour’s.');
    await expectAccessibleEverywhere(page);
    await page.reload();
    await waitUntil(async () => (await field.inputValue()) === 'The phone was my neighbour’s.');

    await page.getByRole('button', { name: myExam.note.remove }).click();
    await page.getByRole('button', { name: myExam.note.undo }).waitFor();
    expect(await note()).toBeNull();
    await page.getByRole('button', { name: myExam.note.undo }).click();
    await page.getByText(myExam.note.saved).first().waitFor();
    expect(await note()).toBe('The phone was my neighbour’s.');
    await page.goto('/my-exams');
    await page.getByRole('row').filter({ hasText: 'Chemistry' }).getByRole('img', { name: myExams.hasNote }).waitFor();
  });

  it('are nobody else’s, and what is not there is said to be so', async () => {
    const { page } = await app.open({ ...aloneWith, path: '/my-exams/of-nobody' });
    await page.getByRole('alert').filter({ hasText: TEXTS.errors.notFound.title }).waitFor();
    await expectAccessibleEverywhere(page);
  });

  it('fit a phone, whatever they are called', async () => {
    const { sessionId } = await examWithPhone('Physics, part one, for those who sit it for the second time');
    const { page } = await app.open({ role: 'candidate', path: '/my-exams' });
    await page.getByRole('row').filter({ hasText: 'Physics' }).first().waitFor();
    await expectAccessibleEverywhere(page);
    await page.goto(`/my-exams/${sessionId}`);
    await page.getByLabel(myExam.note.label, { exact: true }).waitFor();
    await expectAccessibleEverywhere(page);
  });
});

describe('by keyboard alone', () => {
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  it('a candidate gets from consent to exam, to its end, and to the note', async () => {
    await show('personA');
    const { page } = await app.open(untilTheEnd);
    await press(page.getByRole('checkbox', { name: TEXTS.consent.agree }), 'Space');
    await press(button(page, TEXTS.consent.action));
    await waitUntil(() => startButton(page).isEnabled());
    await write(page.getByLabel(exam.name.label), 'History');
    await page.keyboard.press('Enter');
    await waitForVerdict(page, 'clear');
    await press(button(page, exam.view.compact));
    await untilFocused(button(page, exam.view.full));
    await page.keyboard.press('Enter');
    await untilFocused(button(page, exam.view.compact));
    await press(button(page, exam.end.open));
    await page.getByRole('dialog', { name: exam.end.title }).waitFor();
    await page.keyboard.press('Escape');
    await untilFocused(button(page, exam.end.open));
    await page.keyboard.press('Enter');
    await press(button(page, exam.end.action).last());
    await waitForSummary(page);
    await untilFocused(page.getByRole('heading', { level: 1, name: 'History' }));
    await press(page.getByRole('link', { name: exam.summary.note }));
    const note = page.getByLabel(myExam.note.label, { exact: true });
    await untilFocused(note);
    await page.keyboard.type('All was well.');
    await press(button(page, myExam.note.save));
    await page.getByText(myExam.note.saved).first().waitFor();
    await untilFocused(button(page, myExam.note.save));
    const { items } = await read<{ items: Session[] }>('/sessions');
    expect(items.find(({ examId }) => examId === 'History')).toMatchObject({ state: 'ended', note: { text: 'All was well.' } });

    await press(button(page, myExam.note.remove));
    await button(page, myExam.note.undo).waitFor();
    await untilFocusKept(page);
    await page.keyboard.press('F8');
    await press(button(page, myExam.note.undo));
    await waitUntil(async () => (await note.inputValue()) === 'All was well.');
    await untilFocusKept(page);
  });

  it('a candidate looks at the pictures of an incident', async () => {
    const { sessionId } = await examWithPhone('Geography');
    const { page } = await app.open({ role: 'candidate', path: '/my-exams' });
    await press(page.locator(`a[href="/my-exams/${sessionId}"]`));
    await untilFocused(page.getByRole('heading', { level: 1, name: 'Geography' }));
    const pictures = button(page, fill(myExams.incidents.showOf, { rule: incident.rules.object }));
    await press(pictures);
    const [previous, next] = [button(page, myExams.frames.previous), button(page, myExams.frames.next)];
    await press(next);
    // There are no more: it stays where it is pressed.
    await page.keyboard.press('Enter');
    await untilFocused(next);
    await press(previous);
    await page.keyboard.press('Escape');
    await untilFocused(pictures);
  });

  it('a candidate chooses another camera', async () => {
    const { page } = await app.openWith('two', { role: 'candidate' });
    await press(page.getByRole('checkbox', { name: TEXTS.consent.agree }), 'Space');
    await press(button(page, TEXTS.consent.action));
    const cameras = page.getByRole('combobox', { name: TEXTS.camera.choose });
    await cameras.waitFor();
    const before = await cameras.inputValue();
    await press(cameras, before === (await cameras.locator('option').first().getAttribute('value')) ? 'ArrowDown' : 'ArrowUp');
    await waitUntil(async () => (await cameras.inputValue()) !== before && (await startButton(page).isEnabled()));
    await untilFocused(cameras);
  });
});
