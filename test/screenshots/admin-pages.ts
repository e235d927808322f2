import type { Locator, Page } from 'playwright-core';
import { fill, TEXTS } from '../helpers/browser/texts.ts';
import { scene, type SceneName } from '../helpers/scenes.ts';
import { zip } from '../helpers/zip.ts';
import type { ScreenshotPage } from './pages.ts';

const { people, person, photoReasons, matchReports, imports, policy } = TEXTS;
const { wizard } = people;
const admin = { role: 'admin', path: '/people' } as const;
const NAME = 'Ada Lovelace';

/** Those of administrators. */
export const ADMIN_PAGES: readonly ScreenshotPage[] = [
  { ...admin, name: 'people', show: gallery },
  { ...admin, name: 'people-photo', show: async (page) => { await openDialog(page); } },
  { ...admin, name: 'people-name', show: (page) => choosePhoto(page, 'personC') },
  { ...admin, name: 'people-refused', show: (page) => register(page, 'twoPeople', wizard.refused.title) },
  { ...admin, name: 'people-duplicate', show: (page) => register(page, 'personB', wizard.duplicate.title) },
  { ...admin, name: 'people-none', path: '/people?query=zzz', show: (page) => page.getByText(fill(people.list.noMatch.title, { query: 'zzz' })).waitFor() },
  { ...admin, name: 'person', show: openPerson },
  { ...admin, name: 'person-edit', show: (page) => openOf(page, person.edit.action) },
  { ...admin, name: 'person-photos', show: addPhotos },
  { ...admin, name: 'person-remove', show: (page) => openOf(page, person.remove.action) },
  { ...admin, name: 'person-erase', show: (page) => openOf(page, person.erase.action) },
  { ...admin, name: 'match-reports', path: '/match-reports', show: (page) => page.locator('[data-report]').first().waitFor() },
  { ...admin, name: 'match-reports-settle', path: '/match-reports', show: settle },
  { ...admin, name: 'imports', path: '/imports', show: (page) => page.getByText(imports.list.none.title).or(page.getByRole('table', { name: imports.list.title })).first().waitFor() },
  { ...admin, name: 'imports-done', path: '/imports', show: runImport },
  { ...admin, name: 'imports-listed', path: '/imports', show: listImports },
  { ...admin, name: 'policy', path: '/policy', show: showPolicy },
  { ...admin, name: 'policy-rule', path: '/policy', show: editRule },
  { ...admin, name: 'policy-picker', path: '/policy', show: pickObjects },
  { ...admin, name: 'policy-review', path: '/policy', show: review },
];

async function gallery(page: Page): Promise<void> {
  await page.getByRole('list', { name: people.list.caption }).locator('img').nth(3).waitFor();
}

async function openDialog(page: Page): Promise<Locator> {
  await gallery(page);
  await page.getByRole('button', { name: people.add }).first().click();
  const dialog = page.getByRole('dialog', { name: people.add });
  await dialog.waitFor();
  return dialog;
}

async function choosePhoto(page: Page, name: SceneName): Promise<void> {
  const dialog = await openDialog(page);
  await dialog.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await scene(name) });
  await dialog.getByLabel(wizard.name.label).fill('Hedy Lamarr');
}

async function register(page: Page, name: SceneName, title: string): Promise<void> {
  await choosePhoto(page, name);
  await page.getByRole('button', { name: wizard.register }).click();
  await page.getByRole('alert').filter({ hasText: title }).waitFor();
}

async function openPerson(page: Page): Promise<void> {
  await gallery(page);
  await page.getByRole('link', { name: NAME, exact: true }).click();
  await page.getByRole('img', { name: fill(person.photos.alt, { number: 1, name: NAME }) }).waitFor();
  await page.locator('[data-report]').first().waitFor();
}

async function openOf(page: Page, action: string): Promise<void> {
  await openPerson(page);
  await page.getByRole('button', { name: action, exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

async function addPhotos(page: Page): Promise<void> {
  await openOf(page, person.photos.add);
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles([
    { name: 'at-the-window.jpg', mimeType: 'image/jpeg', buffer: await scene('personF') },
    { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Sir or Madam') },
  ]);
  await page.getByText(photoReasons.OTHER_PERSON.title).waitFor();
  await page.getByText(wizard.problems.fileType.help).waitFor();
}

async function settle(page: Page): Promise<void> {
  await page.getByRole('button', { name: matchReports.settle.action }).first().click();
  await page.getByRole('dialog').waitFor();
}

async function runImport(page: Page): Promise<void> {
  const list = 'file,full name,external id\nc.jpg,Chien-Shiung Wu,wu@example.org\nroom.jpg,Nobody There,\nb.jpg,Barbara Again,\nmissing.jpg,Missing Person,\n';
  const buffer = zip([
    { name: 'c.jpg', content: await scene('personC'), method: 0 },
    { name: 'room.jpg', content: await scene('nobody'), method: 0 },
    { name: 'b.jpg', content: await scene('personB'), method: 0 },
    { name: 'people.csv', content: list },
  ]);
  await page.locator('input[type=file]').setInputFiles({ name: 'class-of-2026.zip', mimeType: 'application/zip', buffer });
  await page.getByRole('button', { name: imports.upload.start }).click();
  await page.getByText(imports.states.completed.text).waitFor({ timeout: 120_000 });
}

async function listImports(page: Page): Promise<void> {
  await runImport(page);
  await page.getByRole('link', { name: imports.back }).click();
  await page.getByRole('table', { name: imports.list.title }).getByText(imports.states.completed.title).first().waitFor();
}

async function showPolicy(page: Page): Promise<void> {
  await page.locator('[data-revision="0"]').waitFor();
}

async function editRule(page: Page): Promise<void> {
  await showPolicy(page);
  await page.locator('[data-rule=object] summary').click();
  await page.getByLabel(policy.fields.faceMatchPercent.label).fill('120');
}

async function pickObjects(page: Page): Promise<void> {
  await showPolicy(page);
  await page.getByRole('button', { name: policy.objects.choose }).click();
  await page.getByLabel(policy.picker.search, { exact: true }).fill('Phone');
}

async function review(page: Page): Promise<void> {
  await showPolicy(page);
  await page.getByLabel(policy.fields.faceMatchPercent.label).fill('90');
  await page.getByRole('button', { name: fill(policy.objects.remove, { name: 'Mobile Phone' }) }).click();
  await page.getByRole('button', { name: fill(policy.objects.remove, { name: 'Cell Phone' }) }).click();
  await page.getByRole('button', { name: policy.save.review }).click();
  await page.locator('[data-session]').first().waitFor();
  await page.getByText(policy.preview.running).waitFor({ state: 'detached' });
  await page.locator('[data-session] summary').first().click();
}
