import { describe, expect, it } from '@jest/globals';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import type { Verdict } from '../../../domain/verdict.ts';
import { agree, results, startButton, startExam, waitForTrouble, waitForVerdict } from '../../helpers/browser/exam.ts';
import { registerPerson } from '../../helpers/browser/seed.ts';
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

describe('a candidate', () => {
  it('agrees, checks the camera, and only then is watched: nothing is sent before', async () => {
    await show('personB');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await page.getByRole('heading', { name: TEXTS.consent.title }).waitFor();
    expect(await candidate.cameraTracks()).toEqual([]);
    expect(await page.getByRole('button', { name: TEXTS.consent.action }).isDisabled()).toBe(true);

    await agree(page);
    await page.getByRole('status').filter({ hasText: camera.ready.title }).waitFor();
    expect(await candidate.cameraTracks()).toEqual(['live']);
    expect(candidate.requestsTo(VERDICTS)).toEqual([]);

    await startButton(page).click();
    await waitForVerdict(page, 'flagged', {
      objects: checks.objects.pass,
      people: checks.people.pass,
      identity: checks.identity.UNKNOWN_PERSON,
      faces: checks.faces.pass,
      moderation: checks.moderation.pass,
    });
  });

  it('is judged by what the camera shows, whatever it shows next, one picture after the other', async () => {
    await registerPerson(app.instance);
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

  it('turns the camera off by stopping, and may start again', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    await startExam(page);
    await waitForVerdict(page, 'clear');
    await page.getByRole('button', { name: exam.stop }).click();
    await page.getByRole('main').getByText(exam.stopped.title).waitFor();
    expect(await candidate.cameraTracks()).toEqual(['ended']);

    await page.getByRole('button', { name: exam.again }).click();
    await startButton(page).click();
    await waitForVerdict(page, 'clear');
    expect(await candidate.cameraTracks()).toEqual(['ended', 'live']);
  });

  it('turns the camera off by leaving the page', async () => {
    await show('personA');
    const candidate = await app.open({ role: 'candidate' });
    const { page } = candidate;
    // Within the app, so that the page's script lives on.
    await page.goto('/no/such/page');
    await page.getByRole('link', { name: TEXTS.notFound.home }).click();
    await startExam(page);
    await waitForVerdict(page, 'clear');
    await page.goBack();
    await page.getByRole('heading', { name: TEXTS.notFound.title }).waitFor();
    expect(await candidate.cameraTracks()).toEqual(['ended']);
  });

  it('gets from consent to verdict by keyboard alone', async () => {
    await show('personA');
    const { page } = await app.open({ role: 'candidate' });
    await page.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: camera.ready.title }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe(exam.start);
    await page.keyboard.press('Enter');
    await waitForVerdict(page, 'clear');
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

  it('is told to sign in again when the session is over, and comes back to the exam', async () => {
    await show('personA');
    const { page } = await app.open(aloneWith);
    await startExam(page);
    await waitForVerdict(page, 'clear');
    // A token is good for an hour: the gateway's own answer when it is not.
    const refused = await app.instance.call('/verdicts', { as: null, body: {} });
    await page.route(`**${VERDICTS}`, (route) => route.fulfill({ status: refused.status, json: refused.body }));
    await waitForTrouble(page, 'signedOut');
    await page.unroute(`**${VERDICTS}`);
    await results(page).getByRole('button', { name: watch.signIn }).click();
    await startButton(page).click();
    await waitForVerdict(page, 'clear');
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
