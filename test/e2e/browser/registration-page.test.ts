import { describe, expect, it } from '@jest/globals';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Locator, Page } from 'playwright-core';
import sharp, { type Metadata } from 'sharp';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import type { AppPage } from '../../helpers/browser/app-page.ts';
import { startExam, waitForVerdict } from '../../helpers/browser/exam.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';

const { people, photoReasons, camera, errors } = TEXTS;
const { list, wizard } = people;
const REGISTER = '/api/registrations';
const app = useApp();

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: people.add }).first().click();
  return page.getByRole('dialog', { name: people.add });
}

async function chooseFile(dialog: Locator, buffer: Buffer): Promise<void> {
  await dialog.locator('input[type=file]').setInputFiles({ name: 'photo', mimeType: 'image/jpeg', buffer });
}

async function register(dialog: Locator, fullName: string): Promise<void> {
  await dialog.getByLabel(wizard.name.label).fill(fullName);
  await dialog.getByLabel(wizard.name.label).press('Enter');
}

async function waitUntilRegistered(dialog: Locator, fullName: string): Promise<void> {
  await dialog.getByRole('status').filter({ hasText: fill(wizard.done.title, { name: fullName }) }).waitFor({ state: 'attached' });
}

function row(page: Page, fullName: string): Locator {
  return page.getByRole('list', { name: list.caption }).getByRole('listitem').filter({ hasText: fullName });
}

/** The image of the last registration that a page asked for. */
async function sentImage(admin: AppPage): Promise<Metadata> {
  const { image } = admin.requestsTo(REGISTER).at(-1)?.postDataJSON() as { image: string };
  return sharp(Buffer.from(image.replace(/^data:image\/jpeg;base64,/, ''), 'base64')).metadata();
}

describe('the photo', () => {
  it('of a phone is sent upright, at most 1600 px long, and without what the phone noted', async () => {
    // Lies on its side, and says so: 2400 × 3034 px are seen.
    const upright = await sharp(await scene('personA')).resize({ width: 2_400 }).toBuffer();
    const photo = await sharp(upright).rotate(-90).withExif({ IFD0: { Make: 'A phone' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await sharp(photo).metadata()).toMatchObject({ width: 3_034, height: 2_400, orientation: 6 });
    const admin = await app.open({ role: 'admin' });
    const dialog = await openDialog(admin.page);
    await chooseFile(dialog, photo);
    await register(dialog, 'Ada Lovelace');
    await waitUntilRegistered(dialog, 'Ada Lovelace');
    const sent = await sentImage(admin);
    expect(sent).toMatchObject({ format: 'jpeg', width: 1_266, height: 1_600 });
    expect([sent.exif, sent.orientation]).toEqual([undefined, undefined]);
  });

  it('may be dropped on the dialog; beside its place, nothing happens', async () => {
    const { page } = await app.open({ role: 'admin' });
    const dialog = await openDialog(page);
    const base64 = (await scene('personC')).toString('base64');
    const files = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0))], 'dropped.jpg', { type: 'image/jpeg' }));
      return transfer;
    })()`);
    await page.dispatchEvent('header', 'drop', { dataTransfer: files });
    expect(await dialog.getByText(wizard.drop.title).count()).toBe(1);
    await dialog.getByText(wizard.drop.title).dispatchEvent('drop', { dataTransfer: files });
    await dialog.getByRole('img', { name: wizard.photo.alt }).waitFor();
  });

  it('of too few pixels is not sent', async () => {
    const admin = await app.open({ role: 'admin' });
    const dialog = await openDialog(admin.page);
    await chooseFile(dialog, await sharp(await scene('personA')).resize({ width: 79, height: 200 }).jpeg().toBuffer());
    await dialog.getByRole('alert').filter({ hasText: wizard.problems.tooSmall.title }).waitFor();
    expect(admin.requestsTo(REGISTER)).toEqual([]);
  });
});

describe('a photo is refused', () => {
  it.each([
    ['NO_FACE', photoReasons.NO_FACE, () => scene('nobody')],
    ['SEVERAL_FACES', { ...photoReasons.SEVERAL_FACES, title: fill(photoReasons.SEVERAL_FACES.title, { measured: 4 }) }, () => scene('group')],
    ['TOO_DARK', photoReasons.TOO_DARK, async () => sharp(await scene('personE')).linear(0.12, 0).jpeg().toBuffer()],
  ] as const)('for %s, with what to do about it, and the focus on that', async (code, { title, help }, photo) => {
    const { page } = await app.open({ role: 'admin', expectedMessages: /422/ });
    const dialog = await openDialog(page);
    await chooseFile(dialog, await photo());
    await register(dialog, 'Emmy Noether');
    const refusal = dialog.getByRole('alert').filter({ hasText: wizard.refused.title });
    await refusal.waitFor();
    for (const text of [title, help, errors.requestId]) expect(await refusal.innerText()).toContain(text);
    expect(await refusal.locator(`[data-reason=${code}]`).count()).toBe(1);
    expect(await page.locator(':focus').innerText()).toBe(wizard.photo.another);
    await page.keyboard.press('Enter');
    await chooseFile(dialog, await scene('personA'));
    expect(await dialog.getByLabel(wizard.name.label).inputValue()).toBe('Emmy Noether');
    expect(await refusal.count()).toBe(0);
  });
});

describe('a registration', () => {
  it('by the webcam can be taken again, and the person is then recognised in an exam', async () => {
    await app.webcam.show(await scene('nobody'));
    const admin = await app.open({ role: 'admin' });
    const dialog = await openDialog(admin.page);
    await dialog.getByRole('button', { name: wizard.useWebcam }).click();
    await dialog.getByRole('button', { name: wizard.takePhoto }).click();
    await dialog.getByRole('img', { name: wizard.photo.alt }).waitFor();
    expect(await admin.cameraTracks()).toEqual(['ended']);
    await app.webcam.show(await scene('personB'));
    await dialog.getByRole('button', { name: wizard.photo.retake }).click();
    await dialog.getByRole('button', { name: wizard.takePhoto }).click();
    await register(dialog, 'Barbara Liskov');
    await waitUntilRegistered(dialog, 'Barbara Liskov');
    expect(await sentImage(admin)).toMatchObject({ width: 640, height: 480 });
    await dialog.getByRole('button', { name: wizard.done.close }).click();
    await row(admin.page, 'Barbara Liskov').waitFor();
    expect(await admin.cameraTracks()).toEqual(['ended', 'ended']);

    const candidate = await app.open({ role: 'candidate' });
    await startExam(candidate.page);
    await waitForVerdict(candidate.page, 'clear', { identity: 'Barbara Liskov' });
  });

  it('shows the person before the server lists them, and although another was searched for', async () => {
    const { page } = await app.open({ role: 'admin', path: '/people?query=zzz' });
    await page.getByText(fill(list.noMatch.title, { query: 'zzz' })).waitFor();
    await page.route(/\/api\/faces(\?|$)/, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
    const dialog = await openDialog(page);
    await chooseFile(dialog, await scene('personD'));
    await register(dialog, 'Katherine Johnson');
    await waitUntilRegistered(dialog, 'Katherine Johnson');
    await dialog.getByRole('button', { name: wizard.done.close }).click();
    await row(page, 'Katherine Johnson').filter({ hasText: list.new }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('that the service cannot finish says so, names the request, and can be repeated', async () => {
    const { page } = await app.open({ role: 'admin', expectedMessages: /503/ });
    const dialog = await openDialog(page);
    await chooseFile(dialog, await scene('personF'));
    const failure = dialog.getByRole('alert').filter({ hasText: errors.unavailable.title });
    await app.instance.inject({ service: 's3', operation: 'PutObject', kind: 'error' });
    try {
      await register(dialog, 'Hedy Lamarr');
      await failure.waitFor();
    } finally {
      await app.instance.inject();
    }
    expect(await failure.locator('code').innerText()).toMatch(/\S{8,}/);
    await expectAccessibleEverywhere(page);
    await dialog.getByRole('button', { name: wizard.register }).click();
    await waitUntilRegistered(dialog, 'Hedy Lamarr');
    expect(await page.locator(':focus').innerText()).toBe(wizard.done.close);
    await expectAccessibleEverywhere(page);
  });
});

describe('the dialog', () => {
  it('keeps the focus, turns the camera off when Escape closes it, and gives the focus back', async () => {
    const admin = await app.open({ role: 'admin' });
    const { page } = admin;
    await page.getByRole('button', { name: people.add }).first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: people.add });
    await dialog.getByRole('button', { name: wizard.useWebcam }).press('Enter');
    await dialog.getByRole('button', { name: wizard.takePhoto, disabled: false }).waitFor();
    expect(await page.locator(':focus').innerText()).toBe(wizard.takePhoto);
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog.locator(':focus').count()).toBe(1);
    }
    expect(await admin.cameraTracks()).toEqual(['live']);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await admin.cameraTracks()).toEqual(['ended']);
    expect(await page.locator(':focus').innerText()).toBe(people.add);
  });

  it('says why there is no camera, and offers a file instead', async () => {
    const { page } = await app.openWith('denied', { role: 'admin' });
    const dialog = await openDialog(page);
    await dialog.getByRole('button', { name: wizard.useWebcam }).click();
    await dialog.getByRole('alert').filter({ hasText: camera.problems.denied.title }).waitFor();
    expect(await dialog.getByRole('button', { name: wizard.takePhoto }).isDisabled()).toBe(true);
    await expectAccessibleEverywhere(page);
    await dialog.getByRole('button', { name: wizard.useFile }).click();
    await dialog.getByText(wizard.drop.title).waitFor();
  });
});

describe('a long list', () => {
  const TOTAL = 55;
  const PAGE = 50;

  it('is loaded page by page, and says how many were found', async () => {
    const rows = Array.from({ length: TOTAL }, (_, index) => ({
      externalImageId: `00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
      state: 'registered',
      fullName: `Quill ${String(index).padStart(2, '0')}`,
      lowerCaseName: `quill ${String(index).padStart(2, '0')}`,
      registeredAt: '2026-11-21T10:00:00.000Z',
      faceIds: ['a face'],
      registeredBy: 'nobody',
    }));
    for (let at = 0; at < TOTAL; at += 25) {
      await app.instance.aws.dynamoDb().send(new BatchWriteCommand({ RequestItems: { Faces: rows.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })) } }));
    }
    // Their faces have no photos.
    const { page } = await app.open({ role: 'admin', expectedMessages: /404/ });
    await page.getByLabel(people.search.label).fill('quill');
    await page.getByRole('status').filter({ hasText: fill(list.foundMore, { count: PAGE }) }).waitFor({ state: 'attached' });
    expect(await row(page, 'Quill').count()).toBe(PAGE);
    await page.getByRole('button', { name: list.more }).click();
    await row(page, 'Quill 54').waitFor();
    expect(await row(page, 'Quill').count()).toBe(TOTAL);
    expect(await page.locator(':focus').innerText()).toContain('Quill 50');
  });
});
