import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Policy } from '../../../domain/policy.ts';
import { choose, expectVisibleFocus, openFileChooser, press, tabTo, untilFocused, untilFocusKept, write } from '../../helpers/browser/keyboard.ts';
import { judgeScene, registerPerson, reportMatch } from '../../helpers/browser/seed.ts';
import { endSession, sendScenes, startSession } from '../../helpers/browser/seed-sessions.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene, type SceneName } from '../../helpers/scenes.ts';
import { zip } from '../../helpers/zip.ts';

const { erasure, imports, matchReports, people, person, policy, ui } = TEXTS;
const app = useApp();

beforeAll(async () => {
  await registerPerson(app.instance);
  await registerPerson(app.instance, 'personB', 'Barbara Liskov');
  const sessionId = await startSession(app.instance, 'Linear algebra');
  await sendScenes(app.instance, sessionId, 'personWithPhone', 'personWithPhone');
  await endSession(app.instance, sessionId);
  for (const note of ['That is her sister.', 'A poster.']) await reportMatch(app.instance, await judgeScene(app.instance, 'personB'), note);
});

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
/** The same photo as another file. */
const again = async (name: SceneName) => ({ name: 'again.jpg', mimeType: 'image/jpeg', buffer: await sharp(await scene(name)).modulate({ brightness: 1.05 }).jpeg({ quality: 85 }).toBuffer() });

/** From the list to the page of somebody who is searched for. */
async function openPerson(page: Page, fullName: string): Promise<void> {
  await write(page.getByLabel(people.search.label), fullName.split(' ')[0] ?? '');
  await page.getByRole('link', { name: fullName, exact: true }).waitFor();
  await press(link(page, fullName));
  await untilFocused(heading(page, fullName));
}

/** Presses a button that hands over a file. */
async function downloaded(page: Page, name: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await press(button(page, name));
  return readFile(await (await downloading).path(), 'utf8');
}

describe('by keyboard alone an administrator', () => {
  it('finds somebody, changes the name, and takes that back', async () => {
    const { page } = await app.open({ role: 'admin' });
    await openPerson(page, 'Ada Lovelace');
    await press(button(page, person.edit.action));
    await untilFocused(page.getByRole('dialog').getByLabel(people.wizard.name.label));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Ada Byron');
    await page.keyboard.press('Enter');
    await heading(page, 'Ada Byron').waitFor();
    await untilFocused(button(page, person.edit.action));
    await page.keyboard.press('F8');
    await press(button(page, person.edit.undo));
    await heading(page, 'Ada Lovelace').waitFor();
    await untilFocusKept(page);
  });

  it('adds a photo to somebody', async () => {
    const { page } = await app.open({ role: 'admin' });
    await openPerson(page, 'Ada Lovelace');
    await press(button(page, person.photos.add));
    await (await openFileChooser(page.getByRole('dialog').locator('input[type=file]'))).setFiles(await again('personA'));
    await page.getByRole('dialog').getByText(person.addPhotos.states.added, { exact: true }).waitFor();
    await press(inDialog(page, person.addPhotos.close));
    await page.getByRole('img', { name: fill(person.photos.alt, { number: 2, name: 'Ada Lovelace' }) }).waitFor();
    await untilFocused(button(page, person.photos.add));
  });

  it('sees the focus still, when what is above it is loaded late', async () => {
    const { page } = await app.open({ role: 'admin' });
    const loading = Promise.withResolvers<undefined>();
    await page.route('**/match-reports?*', async (route) => {
      await loading.promise;
      await route.continue();
    });
    await openPerson(page, 'Barbara Liskov');
    // The window ends where the button does.
    const { y, height } = await button(page, person.erase.action).boundingBox() ?? { y: 0, height: 0 };
    await page.setViewportSize({ width: 1280, height: Math.ceil(await page.evaluate<number>('scrollY') + y + height) });
    await tabTo(button(page, person.erase.action));
    loading.resolve(undefined);
    await page.getByText('A poster.').waitFor();
    await expectVisibleFocus(page);
  });

  it('settles reports of wrong matches, in the list of all and at a person', async () => {
    const { page } = await app.open({ role: 'admin' });
    await press(page.getByRole('main').getByRole('link', { name: matchReports.title }));
    await untilFocused(heading(page, matchReports.title));
    await press(page.locator('[data-report]').filter({ hasText: 'A poster.' }).getByRole('button', { name: matchReports.settle.action }));
    await untilFocused(page.getByRole('dialog').getByLabel(matchReports.settle.note.label));
    await page.keyboard.type('Nothing.');
    await press(inDialog(page, matchReports.settle.confirm));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await untilFocusKept(page);
    await press(link(page, matchReports.states.settled));
    await page.getByText('Nothing.').waitFor();
    await press(link(page, 'Barbara Liskov'));
    await untilFocused(heading(page, 'Barbara Liskov'));
    await press(page.getByRole('region', { name: person.reports.title }).getByRole('button', { name: matchReports.settle.action }));
    await page.keyboard.type('Another photo.');
    await press(inDialog(page, matchReports.settle.confirm));
    await page.getByText('Another photo.').waitFor();
    await untilFocusKept(page);
  });

  it('removes somebody, with a receipt', async () => {
    const { page } = await app.open({ role: 'admin' });
    await openPerson(page, 'Ada Lovelace');
    await press(button(page, person.remove.action));
    await page.keyboard.press('Escape');
    await untilFocused(button(page, person.remove.action));
    await page.keyboard.press('Enter');
    await press(inDialog(page, person.remove.confirm));
    await untilFocused(heading(page, fill(person.receipt.title, { name: 'Ada Lovelace' })));
    expect(await downloaded(page, person.receipt.download)).toContain('"removed": {');
  });

  it('erases somebody everywhere, with a signed receipt', async () => {
    const { page } = await app.open({ role: 'admin' });
    await openPerson(page, 'Barbara Liskov');
    await press(button(page, person.erase.action));
    await write(page.getByRole('dialog').getByLabel(fill(person.erase.typed, { name: 'Barbara Liskov' })), 'Barbara Liskov');
    await press(inDialog(page, person.erase.confirm));
    await untilFocused(heading(page, erasure.title));
    await page.getByText(erasure.states.DONE.title).first().waitFor();
    expect(await downloaded(page, erasure.receipt.download)).toContain('ECDSA_SHA_256');
    await press(link(page, person.back));
    await untilFocused(heading(page, people.title));
  });

  it('imports an archive, and takes the result home', async () => {
    const { page } = await app.open({ role: 'admin', path: '/imports' });
    expect(await downloaded(page, imports.guide.template)).toContain('external id');
    const list = 'file,full name\r\nd.jpg,Grace Hopper\r\nmissing.jpg,Missing Person';
    const buffer = zip([{ name: 'd.jpg', content: await scene('personD'), method: 0 }, { name: 'people.csv', content: list }]);
    const file = page.locator('input[type=file]');
    await (await openFileChooser(file)).setFiles({ name: 'class.zip', mimeType: 'application/zip', buffer });
    await press(button(page, imports.upload.another));
    await untilFocusKept(page);
    await (await openFileChooser(file)).setFiles({ name: 'class.zip', mimeType: 'application/zip', buffer });
    await press(button(page, imports.upload.start));
    await untilFocused(heading(page, imports.one));
    await page.getByText(imports.states.completed.title, { exact: true }).first().waitFor({ timeout: 120_000 });
    await press(page.getByLabel(imports.rows.failuresOnly), 'Space');
    await page.getByRole('row').filter({ hasText: 'Grace Hopper' }).waitFor({ state: 'detached' });
    expect(await downloaded(page, imports.result)).toContain('FILE_MISSING');
    await press(link(page, imports.back));
    await press(page.getByRole('row').filter({ hasText: 'class.zip' }).getByRole('link'));
    await untilFocused(heading(page, imports.one));
    await press(link(page, 'Grace Hopper'));
    await untilFocused(heading(page, 'Grace Hopper'));
  });
});

describe('by keyboard alone the policy', () => {
  const inForce = async () => (await app.instance.call('/policy', { as: 'admin', method: 'GET' })).body as Policy;
  const apply = async (page: Page): Promise<void> => {
    await press(inDialog(page, policy.review.apply));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await untilFocused(heading(page, policy.title));
    // What says so may cover the versions: it is closed, and leads back to where it was reached from.
    await page.keyboard.press('F8');
    await press(page.getByRole('listitem').getByRole('button', { name: ui.close }));
    await untilFocused(heading(page, policy.title));
  };

  it('gets and loses objects and rules', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    await press(button(page, policy.objects.choose));
    await untilFocused(page.getByRole('dialog').getByLabel(policy.picker.search, { exact: true }));
    await page.keyboard.type('laptop');
    await press(page.getByRole('dialog').getByLabel(/^Laptop/), 'Space');
    await press(page.getByRole('dialog').getByRole('button', { name: /^Take/ }));
    await untilFocused(button(page, policy.objects.choose));
    await write(page.getByLabel(fill(policy.objects.confidence, { name: 'Laptop' })), '70');
    await press(button(page, fill(policy.objects.remove, { name: 'Laptop' })));
    await untilFocused(button(page, policy.objects.choose));

    await press(page.locator('[data-rule=object] summary'));
    const rule = page.locator('[data-rule=object]');
    await choose(rule.getByLabel(policy.rules.severity), TEXTS.incident.severities.low);
    await write(rule.getByLabel(policy.rules.last.label), '5');
    await press(rule.getByRole('checkbox', { name: policy.signals.NO_PERSON }), 'Space');
    await press(rule.getByRole('button', { name: policy.rules.remove }));
    await untilFocused(button(page, policy.rules.add));
    await press(button(page, policy.save.discard));
    await untilFocused(heading(page, policy.title));
  });

  it('is changed, tried out, put in force, and restored', async () => {
    const before = await inForce();
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    await press(button(page, fill(policy.objects.remove, { name: 'Mobile Phone' })));
    await press(button(page, fill(policy.objects.remove, { name: 'Cell Phone' })));
    await press(button(page, policy.save.review));
    await page.getByText(policy.preview.running).waitFor({ state: 'detached' });
    await press(page.locator('[data-session] summary').first());
    await press(inDialog(page, policy.review.back));
    await untilFocused(button(page, policy.save.review));
    await page.keyboard.press('Enter');
    await apply(page);
    expect((await inForce()).objects).toEqual([]);

    const first = page.locator('[data-revision="0"]').getByRole('button', { name: policy.versions.compare });
    await press(first);
    await press(inDialog(page, policy.versions.restore));
    await page.getByRole('dialog', { name: policy.review.title }).waitFor();
    await page.keyboard.press('Escape');
    await untilFocused(first);
    await press(button(page, policy.save.review));
    await apply(page);
    expect((await inForce()).version).toBe(before.version);
  });

  it('is not left by mistake', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    await write(page.getByLabel(policy.fields.faceMatchPercent.label), '91');
    const other = page.getByRole('banner').getByRole('link', { name: TEXTS.nav.imports });
    await tabTo(other, { backwards: true });
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: policy.leave.title }).waitFor();
    await page.keyboard.press('Escape');
    await untilFocused(other);
    await page.keyboard.press('Enter');
    await press(inDialog(page, policy.leave.confirm));
    await untilFocused(heading(page, imports.title));
  });
});
