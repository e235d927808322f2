import { describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { expectNoAxeViolations } from '../../helpers/browser/accessibility.ts';
import { NARROW, overhangPx } from '../../helpers/browser/layout.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';

const { people, ui } = TEXTS;
const { list, search, wizard } = people;
const app = useApp();

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('banner').waitFor();
  await page.getByRole('button', { name: people.add }).first().click();
  const dialog = page.getByRole('dialog', { name: people.add });
  await dialog.waitFor();
  return dialog;
}

async function chooseFile(dialog: Locator, buffer: Buffer, { name = 'photo.jpg', mimeType = 'image/jpeg' } = {}): Promise<void> {
  await dialog.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
}

async function register(dialog: Locator, fullName: string): Promise<void> {
  await dialog.getByLabel(wizard.name.label).fill(fullName);
  await dialog.getByRole('button', { name: wizard.register }).click();
}

/** What the last step says; also said to screen readers, which is why there may be two of it. */
function done(dialog: Locator, fullName: string): Locator {
  return dialog.getByText(fill(wizard.done.title, { name: fullName })).first();
}

function names(page: Page): Locator {
  return page.getByRole('table', { name: list.caption }).getByRole('row');
}

describe('the people page', () => {
  it('says that nobody is registered yet, accessibly, on a phone too', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page } = await app.open({ role: 'admin', theme, viewport: NARROW });
      await page.getByText(list.nobody.title).waitFor();
      await expectNoAxeViolations(page);
      expect(await overhangPx(page)).toBe(0);
    }
  });

  it('registers a person by a file, whom a camera then recognises', async () => {
    const { page } = await app.open({ role: 'admin' });
    const dialog = await openDialog(page);
    await chooseFile(dialog, await scene('personA'));
    await register(dialog, 'Ada Lovelace');
    await done(dialog, 'Ada Lovelace').waitFor();
    await dialog.getByRole('button', { name: wizard.done.close }).click();
    await names(page).filter({ hasText: 'Ada Lovelace' }).waitFor();
    await page.reload();
    await names(page).filter({ hasText: 'Ada Lovelace' }).waitFor();

    const { body } = await app.instance.call('/process', { body: { image: (await scene('personAElsewhere')).toString('base64') } });
    expect(body).toMatchObject({ 2: { TestName: 'Person Recognition', Success: true, Details: 'Ada Lovelace' } });
  });

  it('registers a person by the webcam, and turns it off', async () => {
    await app.webcam.show(await scene('personB'));
    const admin = await app.open({ role: 'admin' });
    const dialog = await openDialog(admin.page);
    await dialog.getByRole('button', { name: wizard.useWebcam }).click();
    await dialog.getByRole('button', { name: wizard.takePhoto }).click();
    await register(dialog, 'Barbara Liskov');
    await done(dialog, 'Barbara Liskov').waitFor();
    expect(await admin.cameraTracks()).toEqual(['ended']);
  });

  it('makes a photo smaller that is too large to be sent', async () => {
    const enlarged = await sharp(await scene('personE')).resize({ width: 4_400 }).jpeg({ quality: 100 }).toBuffer();
    expect(enlarged.length).toBeGreaterThan(4 * 1024 * 1024);
    const { page } = await app.open({ role: 'admin' });
    const dialog = await openDialog(page);
    await chooseFile(dialog, enlarged);
    await register(dialog, 'Edith Clarke');
    await done(dialog, 'Edith Clarke').waitFor();
  });

  it('says why a photo is refused, and takes another one', async () => {
    const { page } = await app.open({ role: 'admin', expectedMessages: /422/ });
    const dialog = await openDialog(page);
    await chooseFile(dialog, await scene('twoPeople'));
    await register(dialog, 'Somebody');
    const refusal = dialog.getByRole('alert').filter({ hasText: wizard.refused.title });
    await refusal.filter({ hasText: fill(wizard.refused.reasons.SEVERAL_FACES.title, { measured: 2 }) }).waitFor();
    await expectNoAxeViolations(page);
    await dialog.getByRole('button', { name: wizard.photo.another }).click();
    await chooseFile(dialog, await scene('personD'));
    await dialog.getByRole('button', { name: wizard.register }).click();
    await done(dialog, 'Somebody').waitFor();
  });

  it.each([
    ['is no picture', Buffer.from('Dear Sir or Madam'), { name: 'letter.txt', mimeType: 'text/plain' }, wizard.problems.fileType.title],
    ['is broken', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500)]), {}, wizard.problems.unreadable.title],
  ])('says so when a file %s, and sends nothing', async (_, buffer, file, problem) => {
    const admin = await app.open({ role: 'admin' });
    const dialog = await openDialog(admin.page);
    await chooseFile(dialog, buffer, file);
    await dialog.getByRole('alert').filter({ hasText: problem }).waitFor();
    expect(admin.requestsTo('/api/faces/index')).toEqual([]);
  });

  it('asks for the name before it sends', async () => {
    const admin = await app.open({ role: 'admin' });
    const dialog = await openDialog(admin.page);
    await chooseFile(dialog, await scene('personC'));
    await register(dialog, '   ');
    await dialog.getByText(wizard.name.missing, { exact: true }).waitFor();
    expect(admin.requestsTo('/api/faces/index')).toEqual([]);
  });

  it('finds people by how their names begin, and keeps the search in the address', async () => {
    const { page } = await app.open({ role: 'admin' });
    await names(page).filter({ hasText: 'Barbara Liskov' }).waitFor();
    await page.getByLabel(search.label).fill('ada');
    await names(page).filter({ hasText: 'Barbara Liskov' }).waitFor({ state: 'detached' });
    await names(page).filter({ hasText: 'Ada Lovelace' }).waitFor();
    await page.reload();
    await names(page).filter({ hasText: 'Ada Lovelace' }).waitFor();
    expect(await names(page).filter({ hasText: 'Barbara Liskov' }).count()).toBe(0);

    await page.getByLabel(search.label).fill('zzz');
    await page.getByText(fill(list.noMatch.title, { query: 'zzz' })).waitFor();
    await page.getByRole('button', { name: list.noMatch.clear }).click();
    await names(page).filter({ hasText: 'Barbara Liskov' }).waitFor();
  });

  it('gives the focus back when the dialog is closed by Escape', async () => {
    const { page } = await app.open({ role: 'admin' });
    await openDialog(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator(':focus').innerText()).toBe(people.add);
  });

  it('says when the list cannot be had, and tries again', async () => {
    const { page } = await app.open({ role: 'admin', expectedMessages: /503/ });
    await names(page).first().waitFor();
    await app.instance.inject({ service: 'dynamodb', operation: 'Query', kind: 'error' }, { service: 'dynamodb', operation: 'Scan', kind: 'error' });
    const failure = page.getByRole('alert').filter({ hasText: TEXTS.errors.unavailable.title });
    try {
      await page.reload();
      await failure.waitFor();
    } finally {
      await app.instance.inject();
    }
    await failure.getByRole('button', { name: ui.tryAgain }).click();
    await names(page).filter({ hasText: 'Ada Lovelace' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('is accessible in the %s theme, in the list and in every step of a registration', async (theme) => {
    await app.webcam.show(await scene('personF'));
    const { page } = await app.open({ role: 'admin', theme });
    await names(page).first().waitFor();
    await expectNoAxeViolations(page);
    const dialog = await openDialog(page);
    await expectNoAxeViolations(page);
    await dialog.getByRole('button', { name: wizard.useWebcam }).click();
    await dialog.getByRole('button', { name: wizard.takePhoto, disabled: false }).waitFor();
    await expectNoAxeViolations(page);
    await dialog.getByRole('button', { name: wizard.useFile }).click();
    await chooseFile(dialog, await scene('personF'));
    await dialog.getByLabel(wizard.name.label).waitFor();
    await expectNoAxeViolations(page);
  });

  it('fits a phone', async () => {
    const { page } = await app.open({ role: 'admin', viewport: NARROW });
    await names(page).first().waitFor();
    expect(await overhangPx(page)).toBe(0);
    await openDialog(page);
    expect(await overhangPx(page)).toBe(0);
  });
});
