import { beforeEach, describe, expect, it } from '@jest/globals';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import type { Verdict } from '../../../domain/verdict.ts';
import { CONSENT_VERSION } from '../../../frontend/composables/useConsent.ts';
import type { AppPage } from '../../helpers/browser/app-page.ts';
import { agree, endExam, endOpenExams, nameExam, openExams, results, startButton, startExam, waitForHint, waitForSummary, waitForTrouble, waitForVerdict } from '../../helpers/browser/exam.ts';
import { expectCandidateToBe, registerPerson } from '../../helpers/browser/seed.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { toFrame } from '../../helpers/browser/webcam-feed.ts';
import { scene } from '../../helpers/scenes.ts';
import { waitUntil } from '../../helpers/wait-until.ts';

const VERDICTS = '/api/verdicts';
const { camera, checks, exam, reasons, watch } = TEXTS;
const app = useApp();

async function show(name: Parameters<typeof scene>[0]): Promise<void> {
  await app.webcam.show(await scene(name));
}

beforeEach(() => endOpenExams(app.instance));

/** What the page has sent, each with the exam that it belongs to. */
function sentTo(candidate: AppPage): (string | undefined)[] {
  return candidate.requestsTo(VERDICTS).map((request) => (request.postDataJSON() as { sessionId?: string }).sessionId);
}

describe('a candidate', () => {
  it('agrees, checks the camera by pictures without an exam, and only then is watched: nothing is sent before', async () => {
    await show('personB');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
    expect(await candidate.cameraTracks()).toEqual([]);
    expect(await page.getByRole('button', { name: TEXTS.consent.action }).isDisabled()).toBe(true);
    expect(candidate.requestsTo(VERDICTS)).toEqual([]);

    await agree(page);
    await page.getByText(exam.check.sends).waitFor();
    await waitForHint(page, exam.hints.notRecognised);
    expect(await candidate.cameraTracks()).toEqual(['live']);
    expect(new Set(sentTo(candidate))).toEqual(new Set([undefined]));
    const { body } = await app.instance.call('/sessions', { method: 'GET' });
    expect(body).toMatchObject({ items: [{ examId: null, consentVersion: CONSENT_VERSION }] });

    await startButton(page).click();
    await page.getByText(exam.name.missing).waitFor();
    await nameExam(page);
    const ofCheck = candidate.requestsTo(VERDICTS).length;
    await startButton(page).click();
    await waitForVerdict(page, 'flagged', {
      objects: checks.objects.pass,
      people: checks.people.pass,
      identity: checks.identity.UNKNOWN_PERSON,
      faces: checks.faces.pass,
      moderation: checks.moderation.pass,
    });
    const ofExam = sentTo(candidate).slice(ofCheck).filter((sessionId) => sessionId !== undefined);
    expect(ofExam.length).toBeGreaterThan(0);
  });

  it('is told by the camera check what it sees, as it changes', async () => {
    await registerPerson(app.instance);
    await show('nobody');
    const { page } = await app.open({ role: 'candidate' });
    await agree(page);
    await waitForHint(page, exam.hints.nobody);
    await page.getByRole('status').filter({ hasText: exam.hints.nobody }).waitFor({ state: 'attached' });
    await show('twoPeople');
    await waitForHint(page, fill(exam.hints.several, { count: 2 }));
    await show('personWithPhone');
    await waitForHint(page, fill(exam.hints.object, { names: 'Mobile Phone' }));
    await app.webcam.show(await sharp(await scene('personA')).linear(0.02, 0).jpeg().toBuffer());
    await waitForHint(page, 'It may be too dark');
    await show('personA');
    await waitForHint(page, fill(exam.check.recognised, { name: 'Ada Lovelace' }));
    await page.getByRole('status').filter({ hasText: exam.check.good }).waitFor({ state: 'attached' });
  });

  it('is checked no longer than needed: a good check pauses, sends nothing more, and goes on when asked to', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await agree(page);
    await waitForHint(page, exam.check.pauses.good);
    await page.getByRole('status').filter({ hasText: exam.check.pauses.good }).waitFor({ state: 'attached' });
    const sent = candidate.requestsTo(VERDICTS).length;
    expect(sent).toBeGreaterThanOrEqual(5);

    await page.getByRole('button', { name: exam.check.again }).click();
    await waitForHint(page, fill(exam.check.recognised, { name: 'Ada Lovelace' }));
    await waitForHint(page, exam.check.pauses.good);
    expect(candidate.requestsTo(VERDICTS).length - sent).toBe(5);
    await nameExam(page);
    await startButton(page).click();
    await waitForVerdict(page, 'clear');
  });

  it('may withdraw the consent before the exam: the camera is off at once, and the question is asked again', async () => {
    await show('personB');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await agree(page);
    await waitForHint(page, exam.hints.notRecognised);
    await page.getByRole('button', { name: TEXTS.consent.given.open }).click();
    await page.getByText(TEXTS.consent.given.endsCheck).waitFor();
    await page.getByRole('button', { name: TEXTS.consent.given.withdraw, exact: true }).click();
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
    expect(await candidate.cameraTracks()).toEqual(['ended']);
    await page.reload();
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
    expect(await candidate.cameraTracks()).toEqual([]);
  });

  it('ends the exam by withdrawing the consent: not a picture more is sent, though the end is answered late', async () => {
    await show('personB');
    const candidate = await app.open({ role: 'candidate', expectedMessages: /ERR_CONNECTION_REFUSED/ });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'flagged');
    await page.route('**/api/sessions/*/end', (route) => route.abort('connectionrefused'));
    await page.getByRole('button', { name: TEXTS.consent.given.open }).click();
    await page.getByRole('button', { name: TEXTS.consent.given.withdrawAndEnd }).click();
    await page.getByText(exam.ending.failed).waitFor();
    expect(await candidate.cameraTracks()).toEqual(['ended']);
    const sent = candidate.requestsTo(VERDICTS).length;

    // Not even a page that is loaded anew turns the camera on.
    await page.reload();
    await page.getByText(exam.ending.failed).waitFor();
    expect([await candidate.cameraTracks(), candidate.requestsTo(VERDICTS).length]).toEqual([[], sent]);
    await page.unroute('**/api/sessions/*/end');
    await page.getByText(fill(exam.summary.ended, { duration: '' })).waitFor();
    expect(await openExams(app.instance)).toEqual([]);
  });

  it('is checked and watched though the camera comes on while its picture is scrolled out of view', async () => {
    await show('personB');
    const { page } = await app.open({ role: 'candidate', viewport: { width: 740, height: 340 } });
    // The browser asks for the camera for as long as it takes to scroll down.
    await page.evaluate(`{
      const cameras = navigator.mediaDevices;
      const open = cameras.getUserMedia.bind(cameras);
      cameras.getUserMedia = async (constraints) => {
        await new Promise((resolve) => { globalThis.allowCamera = resolve; });
        return open(constraints);
      };
    }`);
    await agree(page);
    await page.getByLabel(exam.name.label).fill('Algebra 4');
    const outOfView = () => page.evaluate<boolean>('window.scrollTo(0, document.body.scrollHeight), document.querySelector("video").getBoundingClientRect().bottom <= 0');
    await waitUntil(outOfView);
    await page.evaluate('globalThis.allowCamera()');
    await waitUntil(() => startButton(page).isEnabled());
    expect(await outOfView()).toBe(true);
    await startButton(page).click();
    await waitForVerdict(page, 'flagged');
  });

  it('is judged by what the camera shows, whatever it shows next, one picture after the other', async () => {
    await show('personAElsewhere');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear', { identity: 'Ada Lovelace', people: checks.people.pass, faces: checks.faces.pass });

    await show('twoPeople');
    await waitForVerdict(page, 'flagged', { people: fill(checks.people.several, { count: 2 }), faces: fill(checks.faces.several, { count: 2 }) });
    await page.getByRole('status').filter({ hasText: TEXTS.decisions.flagged.title }).waitFor({ state: 'attached' });
    await show('nobody');
    await waitForVerdict(page, 'flagged', { people: checks.people.none, identity: checks.identity.NO_FACE, faces: checks.faces.none });
    await show('personWithPhone');
    await waitForVerdict(page, 'flagged', { objects: fill(checks.objects.fail, { names: 'Mobile Phone' }), people: checks.people.pass });
    await show('personA');
    await waitForVerdict(page, 'clear', { identity: 'Ada Lovelace', objects: checks.objects.pass });
    expect(await candidate.mostRequestsAtOnce(VERDICTS)).toBe(1);
  });

  it('is judged by the very picture that the camera took', async () => {
    const photo = await scene('personC');
    await app.webcam.show(photo);
    const { page } = await app.open({ role: 'candidate' });
    const answered = page.waitForResponse((response) => new URL(response.url()).pathname === VERDICTS && response.ok());
    await startExam(page);
    const { image } = (await (await answered).json()) as Verdict;
    expect(image).toMatchObject({ widthPx: 640, heightPx: 480 });

    const { Body: body } = await app.instance.aws.s3().send(new GetObjectCommand({ Bucket: 'frames', Key: image.key }));
    const frame = sharp(await body?.transformToByteArray());
    expect((await frame.metadata()).format).toBe('jpeg');
    const [taken, shown] = [await frame.raw().toBuffer(), await toFrame(photo)];
    const difference = taken.reduce((sum, value, index) => sum + Math.abs(value - (shown[index] ?? 0)), 0) / shown.length;
    expect(difference).toBeLessThan(5);
  });

  it('waits for a slow answer before the next picture is sent', async () => {
    await show('personA');
    await app.instance.inject({ service: 'rekognition', operation: 'DetectFaces', kind: 'delay', delayMs: 1_500 });
    try {
      const candidate = await app.open({ role: 'candidate' });
      await startExam(candidate.page);
      await waitUntil(() => candidate.requestsTo(VERDICTS).length >= 3, 20_000);
      expect(await candidate.mostRequestsAtOnce(VERDICTS)).toBe(1);
    } finally {
      await app.instance.inject();
    }
  });

  it('turns the camera off by ending, and may take another exam', async () => {
    await show('personA');
    // A picture may be on its way when the exam ends: it is refused.
    const candidate = await app.open({ role: 'candidate', expectedMessages: /409 \(Conflict\)/ });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear');
    await endExam(page);
    await waitForSummary(page);
    expect(await candidate.cameraTracks()).toEqual(['ended']);

    await page.getByRole('button', { name: exam.summary.another }).click();
    await nameExam(page, 'Logic');
    await startButton(page).click();
    await waitForVerdict(page, 'clear');
    expect(await candidate.cameraTracks()).toEqual(['ended', 'live']);
  });

  it('is asked before leaving the page stops the checking, and it turns the camera off', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear');
    const link = page.getByRole('link', { name: TEXTS.nav.mySessions });
    await link.click();
    const question = page.getByRole('dialog', { name: exam.leave.title });
    await question.getByRole('button', { name: TEXTS.ui.cancel }).click();
    await waitForVerdict(page, 'clear');
    expect(await candidate.cameraTracks()).toEqual(['live']);
    await page.getByRole('button', { name: /^Account of / }).click();
    await page.getByRole('button', { name: TEXTS.account.signOut }).click();
    await question.getByRole('button', { name: TEXTS.ui.cancel }).click();
    await waitForVerdict(page, 'clear');
    await link.click();
    await question.getByRole('button', { name: exam.leave.action }).click();
    await page.getByRole('heading', { name: TEXTS.myExams.title }).waitFor();
    expect(await candidate.cameraTracks()).toEqual(['ended']);
  });
});

/** Does something, and expects that the page shows what comes of it by the second picture that it sends since; one more may have been on its way. */
async function withinTwoPictures(candidate: AppPage, change: () => Promise<void>, seen: () => Promise<void>): Promise<void> {
  await change();
  const before = candidate.requestsTo(VERDICTS).length;
  await seen();
  expect(candidate.requestsTo(VERDICTS).length - before).toBeLessThanOrEqual(3);
}

describe('within two pictures the page shows', () => {
  it('that nobody is there, that two people are, that it is another registered person, and that all is well again', async () => {
    await registerPerson(app.instance, 'personC', 'Grace Hopper');
    await expectCandidateToBe(app.instance, 'Ada Lovelace');
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear', { identity: 'Ada Lovelace' });
    await withinTwoPictures(candidate, () => show('nobody'), () => waitForVerdict(page, 'flagged', { people: checks.people.none }));
    await withinTwoPictures(candidate, () => show('twoPeople'), () => waitForVerdict(page, 'flagged', { people: fill(checks.people.several, { count: 2 }) }));
    await withinTwoPictures(candidate, () => show('personC'), () => waitForVerdict(page, 'flagged', { identity: fill(checks.identity.OTHER_PERSON, { name: 'Grace Hopper' }) }));
    await withinTwoPictures(candidate, () => show('personA'), () => waitForVerdict(page, 'clear', { identity: 'Ada Lovelace' }));
  });

  it('that the camera was unplugged, in its title as well, and goes on with it by a click', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear');
    await withinTwoPictures(candidate, () => candidate.unplugCamera(), () => waitForTrouble(page, 'noPicture'));
    await page.getByRole('alert').filter({ hasText: camera.problems.ended.title }).waitFor();
    await page.getByRole('status').filter({ hasText: watch.noPicture.text }).waitFor({ state: 'attached' });
    expect(await page.title()).toContain(exam.titleNotJudged);
    await page.getByRole('button', { name: TEXTS.ui.tryAgain }).click();
    await waitForVerdict(page, 'clear');
    expect(await page.title()).not.toContain(exam.titleNotJudged);
  });
});

describe('a webcam that gives no picture', () => {
  it.each([
    ['denied', camera.problems.denied.title],
    ['none', camera.problems.notFound.title],
  ] as const)('is explained, and cannot be started with: %s', async (webcam, title) => {
    const candidate = await app.openWith(webcam, { role: 'candidate' });
    const { page } = candidate;
    await agree(page);
    await page.getByRole('alert').filter({ hasText: title }).waitFor();
    expect(await startButton(page).isDisabled()).toBe(true);
    await page.getByRole('button', { name: TEXTS.ui.tryAgain }).click();
    await page.getByRole('alert').filter({ hasText: title }).waitFor();
    expect(candidate.requestsTo(VERDICTS)).toEqual([]);
  });
});

describe('a webcam whose use is refused', () => {
  it('is explained, and used as soon as it is allowed', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
    await candidate.denyCamera(true);
    await agree(page);
    const alert = page.getByRole('alert').filter({ hasText: camera.problems.denied.title });
    await alert.waitFor();
    expect(await startButton(page).isDisabled()).toBe(true);
    await candidate.denyCamera(false);
    await page.getByRole('button', { name: TEXTS.ui.tryAgain }).click();
    await waitForHint(page, exam.check.good);
    expect(await alert.count()).toBe(0);
    await nameExam(page);
    await startButton(page).click();
    await waitForVerdict(page, 'clear');
  });
});

describe('a candidate whose frames cannot be judged', () => {
  const aloneWith = { expectedMessages: /Failed to load resource/, role: 'candidate' } as const;

  it('is told which check could not be made, and that it is not their fault', async () => {
    await show('personA');
    await app.instance.inject({ service: 'rekognition', operation: 'DetectModerationLabels', kind: 'throttle' });
    try {
      const { page } = await app.open({ role: 'candidate' });
      await startExam(page);
      await waitForVerdict(page, 'inconclusive', { moderation: reasons.THROTTLED, identity: 'Ada Lovelace' });
    } finally {
      await app.instance.inject();
    }
  });

  it('is told that nothing is judged while nothing can be recorded, until it can', async () => {
    await show('personA');
    const { page } = await app.open(aloneWith);
    await startExam(page);
    await waitForVerdict(page, 'clear');
    await app.instance.inject({ service: 'dynamodb', operation: 'PutItem', kind: 'error' });
    try {
      await waitForTrouble(page, 'unavailable');
      expect(await page.title()).toBe(`${exam.titleNotJudged} · ${exam.title} · Invigil`);
    } finally {
      await app.instance.inject();
    }
    await waitForVerdict(page, 'clear');
    expect(await page.title()).toBe(`${exam.title} · Invigil`);
  });

  it('loses no picture when the token is refused in the middle: it is renewed, and the picture sent again', async () => {
    await show('personA');
    const candidate = await app.open(aloneWith);
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear');
    const refused = await app.instance.call('/verdicts', { as: null, body: {} });
    const before = candidate.requestsTo(VERDICTS).length;
    await page.route(`**${VERDICTS}`, (route) => route.fulfill({ status: refused.status, json: refused.body }), { times: 1 });
    await waitUntil(() => candidate.requestsTo(VERDICTS).length >= before + 4);
    await waitForVerdict(page, 'clear');
    const sent = candidate.requestsTo(VERDICTS).slice(before).map((request) => ({ key: request.headers()['idempotency-key'], token: request.headers().authorization, capturedAt: (request.postDataJSON() as { capturedAt: string }).capturedAt }));
    const [refusedFrame, again, next] = sent;
    expect([again?.key, again?.capturedAt]).toEqual([refusedFrame?.key, refusedFrame?.capturedAt]);
    expect(again?.token).not.toBe(refusedFrame?.token);
    expect([next?.token, next?.key === again?.key]).toEqual([again?.token, false]);
  });

  it('loses no picture when the token is about to end: it is renewed before it is used', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    const statuses: number[] = [];
    page.on('response', (response) => { if (new URL(response.url()).pathname === VERDICTS) statuses.push(response.status()); });
    await startExam(page);
    await waitForVerdict(page, 'clear');
    const before = candidate.requestsTo(VERDICTS).length;
    // So far from the end of its hour that it must be renewed.
    await page.evaluate('(() => { const now = Date.now.bind(Date); Date.now = () => now() + 3_570_000; })()');
    await waitUntil(() => candidate.requestsTo(VERDICTS).length >= before + 3);
    const tokens = new Set(candidate.requestsTo(VERDICTS).map((request) => request.headers().authorization));
    expect(tokens.size).toBe(2);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await waitForVerdict(page, 'clear');
  });

  it('is told to sign in again when the session is over, and comes back to the same exam', async () => {
    await show('personA');
    const { page } = await app.open(aloneWith);
    await startExam(page);
    await waitForVerdict(page, 'clear');
    // The gateway's own answer to a token that is good no more, nor is the next one.
    const refused = await app.instance.call('/verdicts', { as: null, body: {} });
    await page.route(`**${VERDICTS}`, (route) => route.fulfill({ status: refused.status, json: refused.body }));
    await waitForTrouble(page, 'signedOut');
    await page.unroute(`**${VERDICTS}`);
    await results(page).getByRole('button', { name: watch.signIn }).click();
    await waitForVerdict(page, 'clear');
    expect(await openExams(app.instance)).toHaveLength(1);
  });

  it('is told that the connection is lost when the server dies, and is judged again when it is back', async () => {
    await show('personA');
    const candidate = await app.open({ ...aloneWith });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear');
    await app.instance.kill();
    await waitForTrouble(page, 'offline');
    // What was seen last is not passed off as what is seen now.
    await results(page).getByRole('heading', { name: exam.lastChecks }).waitFor();
    await app.restart();
    await waitForVerdict(page, 'clear', { identity: 'Ada Lovelace' });
    expect(await candidate.mostRequestsAtOnce(VERDICTS)).toBe(1);
  });
});
