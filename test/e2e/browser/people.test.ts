import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import type { AppPage } from '../../helpers/browser/app-page.ts';
import { openFileChooser, press } from '../../helpers/browser/keyboard.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';

const { people, person, photoReasons, matchReports, erasure, errorCodes, ui } = TEXTS;
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
  return page.getByRole('list', { name: list.caption }).getByRole('listitem');
}

describe('the people page', () => {
  it('says that nobody is registered yet, accessibly', async () => {
    const { page } = await app.open({ role: 'admin' });
    await page.getByText(list.nobody.title).waitFor();
    await expectAccessibleEverywhere(page);
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
    await refusal.filter({ hasText: fill(photoReasons.SEVERAL_FACES.title, { measured: 2 }) }).waitFor();
    await refusal.filter({ hasText: fill(photoReasons.measured.SEVERAL_FACES, { measured: 2, limit: 1 }) }).waitFor();
    // Each of the two is marked in the photo.
    expect(await dialog.locator('[data-refused-face]').count()).toBe(2);
    await expectAccessibleEverywhere(page);
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
    expect(admin.requestsTo('/api/registrations')).toEqual([]);
  });

  it('asks for the name before it sends', async () => {
    const admin = await app.open({ role: 'admin' });
    const dialog = await openDialog(admin.page);
    await chooseFile(dialog, await scene('personC'));
    await register(dialog, '   ');
    await dialog.getByText(wizard.name.missing, { exact: true }).waitFor();
    expect(admin.requestsTo('/api/registrations')).toEqual([]);
  });

  it('finds people by a part of their names, and keeps the search in the address', async () => {
    const { page } = await app.open({ role: 'admin' });
    await names(page).filter({ hasText: 'Barbara Liskov' }).waitFor();
    await page.getByLabel(search.label).fill('love');
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

  it('is accessible, in the list and in every step of a registration', async () => {
    await app.webcam.show(await scene('personF'));
    const { page } = await app.open({ role: 'admin' });
    await names(page).first().waitFor();
    await expectAccessibleEverywhere(page);
    const dialog = await openDialog(page);
    await expectAccessibleEverywhere(page);
    await dialog.getByRole('button', { name: wizard.useWebcam }).click();
    await dialog.getByRole('button', { name: wizard.takePhoto, disabled: false }).waitFor();
    await expectAccessibleEverywhere(page);
    await dialog.getByRole('button', { name: wizard.useFile }).click();
    await chooseFile(dialog, await scene('personF'));
    await dialog.getByLabel(wizard.name.label).waitFor();
    await expectAccessibleEverywhere(page);
  });
});

/** The page of somebody who is registered already. */
async function openPerson(fullName: string, props: Parameters<typeof app.open>[0] = {}): Promise<AppPage> {
  const opened = await app.open({ role: 'admin', ...props });
  await names(opened.page).getByRole('link', { name: fullName, exact: true }).click();
  await opened.page.getByRole('heading', { level: 1, name: fullName }).waitFor();
  return opened;
}

function toast(page: Page, text: string): Locator {
  return page.getByRole('listitem').filter({ hasText: text });
}

describe('the gallery', () => {
  it('shows each person by their photo', async () => {
    const { page } = await app.open({ role: 'admin' });
    const photo = names(page).filter({ hasText: 'Ada Lovelace' }).locator('img');
    await photo.waitFor();
    expect(await photo.getAttribute('src')).toMatch(/^blob:/);
    expect(await page.evaluate<number>("document.querySelector('main li img').naturalWidth")).toBeGreaterThan(100);
  });

  it('tells those who are not registered yet, or no more, and finishes a removal that was cut off', async () => {
    const table = app.instance.aws.dynamoDb();
    const row = (state: string) => ({ externalImageId: `row-${state}`, state, fullName: `Somebody ${state}`, lowerCaseName: `somebody ${state}`, registeredBy: 'x', registeredAt: '2026-11-21T10:00:00.000Z' });
    await table.send(new PutCommand({ TableName: 'Faces', Item: row('pending') }));
    await table.send(new PutCommand({ TableName: 'Faces', Item: row('removing') }));
    const { page } = await app.open({ role: 'admin' });
    const underWay = page.getByRole('region', { name: people.states.title });
    await underWay.getByRole('listitem').filter({ hasText: 'Somebody pending' }).getByText(people.states.pending.label).waitFor();
    await expectAccessibleEverywhere(page);
    await underWay.getByRole('button', { name: people.states.removing.finish }).click();
    await toast(page, fill(people.states.removing.finished, { name: 'Somebody removing' })).waitFor();
    expect(await underWay.getByText('Somebody removing').count()).toBe(0);
    await table.send(new DeleteCommand({ TableName: 'Faces', Key: { externalImageId: 'row-pending' } }));
    await underWay.waitFor({ state: 'detached' });
  });
});

describe('a registration', () => {
  it('of a face that is somebody\'s already names them, and is possible for twins', async () => {
    const { page } = await app.open({ role: 'admin', expectedMessages: /409/ });
    const dialog = await openDialog(page);
    await chooseFile(dialog, await again('personA'));
    await register(dialog, 'Ada\'s Twin');
    const notice = dialog.getByRole('alert').filter({ hasText: wizard.duplicate.title });
    await notice.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    expect(await page.locator(':focus').innerText()).toBe('Ada Lovelace');
    await expectAccessibleEverywhere(page);
    await notice.getByRole('button', { name: wizard.duplicate.twins }).click();
    await notice.getByRole('button', { name: wizard.duplicate.override }).click();
    await notice.getByText(wizard.duplicate.reason.missing).waitFor();
    await notice.getByLabel(wizard.duplicate.reason.label).fill('Twins');
    await expectAccessibleEverywhere(page);
    await notice.getByRole('button', { name: wizard.duplicate.override }).click();
    await done(dialog, 'Ada\'s Twin').waitFor();
    await dialog.getByRole('link', { name: fill(wizard.done.open, { name: 'Ada\'s Twin' }) }).click();
    await page.getByText(person.override.title).waitFor();
    await page.getByText('Twins', { exact: false }).first().waitFor();
    await page.getByRole('link', { name: /^The other person/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
  });

  it('is done by the keyboard alone', async () => {
    const { page } = await app.open({ role: 'admin' });
    await names(page).first().waitFor();
    await press(page.getByRole('button', { name: people.add }).first());
    const dialog = page.getByRole('dialog', { name: people.add });
    await dialog.waitFor();
    await (await openFileChooser(dialog.locator('input[type=file]'))).setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await scene('personC') });
    await dialog.getByLabel(wizard.name.label).waitFor();
    await page.keyboard.type('Chien-Shiung Wu');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wu@example.org');
    await page.keyboard.press('Enter');
    await done(dialog, 'Chien-Shiung Wu').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await names(page).filter({ hasText: 'wu@example.org' }).waitFor();
  });
});

/** The same photo as another file. */
async function again(name: SceneName): Promise<Buffer> {
  return sharp(await scene(name)).modulate({ brightness: 1.05 }).jpeg({ quality: 85 }).toBuffer();
}

describe('the page of a person', () => {
  it('is changed, and changed back', async () => {
    const { page } = await openPerson('Barbara Liskov');
    await page.getByRole('button', { name: person.edit.action, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: person.edit.title });
    await dialog.getByLabel(wizard.name.label).fill('Barbara Huberman');
    await dialog.getByLabel(wizard.externalId.label).fill('barbara@example.org');
    await expectAccessibleEverywhere(page);
    await dialog.getByRole('button', { name: person.edit.save }).click();
    await page.getByRole('heading', { level: 1, name: 'Barbara Huberman' }).waitFor();
    await page.getByText('barbara@example.org').waitFor();
    await toast(page, person.edit.done).getByRole('button', { name: person.edit.undo }).click();
    await page.getByRole('heading', { level: 1, name: 'Barbara Liskov' }).waitFor();
    await toast(page, person.edit.undone).waitFor();
  });

  it('says that an external id is taken', async () => {
    const { page } = await openPerson('Barbara Liskov', { expectedMessages: /409/ });
    await page.getByRole('button', { name: person.edit.action, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: person.edit.title });
    await dialog.getByLabel(wizard.externalId.label).fill('wu@example.org');
    await dialog.getByRole('button', { name: person.edit.save }).click();
    await dialog.getByText(errorCodes.EXTERNAL_ID_TAKEN).waitFor();
  });

  it('takes several photos at once, and says what is wrong with each that it does not take', async () => {
    const { page } = await openPerson('Chien-Shiung Wu', { expectedMessages: /422/ });
    await page.getByRole('button', { name: person.photos.add }).click();
    const dialog = page.getByRole('dialog', { name: fill(person.addPhotos.title, { name: 'Chien-Shiung Wu' }) });
    await dialog.locator('input[type=file]').setInputFiles([
      { name: 'again.jpg', mimeType: 'image/jpeg', buffer: await again('personC') },
      { name: 'somebody-else.jpg', mimeType: 'image/jpeg', buffer: await scene('personF') },
      { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Sir or Madam') },
    ]);
    const rows = dialog.getByRole('list', { name: person.addPhotos.list }).locator(':scope > li');
    await rows.filter({ hasText: 'somebody-else.jpg' }).getByText(photoReasons.OTHER_PERSON.title).waitFor();
    await rows.filter({ hasText: 'letter.txt' }).getByText(wizard.problems.fileType.help).waitFor();
    await rows.filter({ hasText: 'again.jpg' }).getByText(person.addPhotos.states.added, { exact: true }).waitFor();
    await dialog.getByRole('status').filter({ hasText: fill(person.addPhotos.done, { added: 1, total: 3 }) }).waitFor({ state: 'attached' });
    await expectAccessibleEverywhere(page);
    await dialog.getByRole('button', { name: person.addPhotos.close }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('img', { name: fill(person.photos.alt, { number: 2, name: 'Chien-Shiung Wu' }) }).waitFor();
  });

  it('lists reports of wrong matches, which are settled there or in the list of all', async () => {
    const image = (await scene('personB')).toString('base64');
    for (const note of ['That is her sister.', 'A poster on the wall.']) {
      const { verdictId } = (await app.instance.call('/verdicts', { body: { image } })).body as { verdictId: string };
      expect(await app.instance.call(`/verdicts/${verdictId}/match-report`, { method: 'PUT', as: 'auditor', body: { note } })).toMatchObject({ status: 200 });
    }
    const { page } = await openPerson('Barbara Liskov');
    const section = page.getByRole('region', { name: person.reports.title });
    const sister = section.locator('[data-report]').filter({ hasText: 'That is her sister.' });
    await sister.getByRole('button', { name: matchReports.settle.action }).click();
    await settle(page, 'Another photo was added.');
    await sister.filter({ hasText: 'Another photo was added.' }).getByText(matchReports.states.settled, { exact: true }).first().waitFor();

    await page.goto('/people');
    await page.getByRole('link', { name: matchReports.title }).click();
    const poster = page.locator('[data-report]').filter({ hasText: 'A poster on the wall.' });
    await poster.getByRole('link', { name: 'Barbara Liskov' }).waitFor();
    await expectAccessibleEverywhere(page);
    await poster.getByRole('button', { name: matchReports.settle.action }).click();
    await settle(page, 'Nothing: it was a poster.');
    await page.getByText(matchReports.none.open.title).waitFor();
    await page.getByRole('link', { name: matchReports.states.settled }).click();
    await page.getByText('Nothing: it was a poster.').waitFor();
    await page.reload();
    await page.getByText('Nothing: it was a poster.').waitFor();
  });

  it('is accessible, with its questions', async () => {
    const { page } = await openPerson('Ada Lovelace');
    await page.getByRole('img', { name: fill(person.photos.alt, { number: 1, name: 'Ada Lovelace' }) }).waitFor();
    await page.getByText(person.reports.none).waitFor();
    await expectAccessibleEverywhere(page);
    for (const act of [person.remove, person.erase]) {
      await page.getByRole('button', { name: act.action, exact: true }).click();
      await page.getByRole('dialog', { name: fill(act.title, { name: 'Ada Lovelace' }) }).waitFor();
      await expectAccessibleEverywhere(page);
      await page.getByRole('button', { name: ui.cancel }).click();
    }
  });

  it('is removed after asking, with a receipt to keep', async () => {
    const { page } = await openPerson('Edith Clarke');
    await page.getByRole('button', { name: person.remove.action, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: fill(person.remove.title, { name: 'Edith Clarke' }) });
    await dialog.getByRole('button', { name: person.remove.confirm }).click();
    await page.getByRole('heading', { level: 1, name: fill(person.receipt.title, { name: 'Edith Clarke' }) }).waitFor();
    await expectAccessibleEverywhere(page);
    const receipt = await downloaded(page, person.receipt.download);
    expect(receipt).toMatchObject({ externalImageId: expect.any(String) as unknown, removed: { faces: 1, photos: 1, rows: 1 } });
    await page.getByRole('link', { name: person.back }).click();
    await names(page).first().waitFor();
    expect(await names(page).filter({ hasText: 'Edith Clarke' }).count()).toBe(0);
  });

  it('is erased everywhere once the name is typed, with a signed receipt to keep', async () => {
    const { page } = await openPerson('Barbara Liskov', { expectedMessages: /404/ });
    const address = page.url();
    await page.getByRole('button', { name: person.erase.action, exact: true }).click();
    const dialog = page.getByRole('dialog', { name: fill(person.erase.title, { name: 'Barbara Liskov' }) });
    const confirm = dialog.getByRole('button', { name: person.erase.confirm });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel(fill(person.erase.typed, { name: 'Barbara Liskov' })).fill('Barbara Liskov');
    await confirm.click();
    await page.getByRole('heading', { level: 1, name: erasure.title }).waitFor();
    await page.getByText(erasure.states.DONE.title).first().waitFor();
    await expectAccessibleEverywhere(page);
    expect(await downloaded(page, erasure.receipt.download)).toMatchObject({
      receipt: { removed: { faces: 1, photos: 1, personRows: 1, matches: 2 }, notErased: expect.arrayContaining(['BACKUPS_UNTIL_35_DAYS']) as unknown },
      signature: { algorithm: 'ECDSA_SHA_256', value: expect.any(String) as unknown },
    });
    await page.goto(address);
    await page.getByText(person.none.title).waitFor();
  });
});

async function settle(page: Page, note: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: matchReports.settle.title });
  await dialog.getByLabel(matchReports.settle.note.label).fill(note);
  await dialog.getByRole('button', { name: matchReports.settle.confirm }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The JSON file that a button hands over. */
async function downloaded(page: Page, button: string): Promise<unknown> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as unknown;
}
