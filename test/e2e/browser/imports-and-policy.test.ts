import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { rulesOf, type Policy } from '../../../domain/policy.ts';
import type { Session } from '../../../domain/session.ts';
import de from '../../../frontend/locales/de/index.ts';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import { fill, TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';
import { scene } from '../../helpers/scenes.ts';
import { zip } from '../../helpers/zip.ts';

const { imports, importProblems, photoReasons, policy, incident } = TEXTS;
const app = useApp();

const LIST = ['file,full name,external id', 'ada.jpg,Ada Lovelace,ada@example.org', 'room.jpg,Nobody There,', 'grace.jpg,Grace Hopper,', 'missing.jpg,Missing Person,'].join('\r\n');

async function archive(): Promise<Buffer> {
  return zip([
    { name: 'photos/ada.jpg', content: await scene('personA'), method: 0 },
    { name: 'photos/room.jpg', content: await scene('nobody'), method: 0 },
    { name: 'photos/grace.jpg', content: await scene('personB'), method: 0 },
    { name: 'people.csv', content: LIST },
  ]);
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/zip', buffer });
}

function row(page: Page, name: string): Locator {
  return page.getByRole('table', { name: imports.rows.caption }).getByRole('row').filter({ hasText: name });
}

function listed(page: Page, text: string): Locator {
  return page.getByRole('table', { name: imports.list.title }).getByRole('row').filter({ hasText: text });
}

describe('imports', () => {
  it('explain themselves, with a list to fill in', async () => {
    const { page } = await app.open({ role: 'admin', path: '/imports' });
    await page.getByText(imports.limits.title).waitFor();
    await expectAccessibleEverywhere(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: imports.guide.template }).click()]);
    expect(download.suggestedFilename()).toBe('people.csv');
    expect(await readFile(await download.path(), 'utf8')).toContain('file,full name,external id\r\n');
  });

  it('take nothing that is no ZIP', async () => {
    const admin = await app.open({ role: 'admin', path: '/imports' });
    await choose(admin.page, 'people.zip', Buffer.from('Dear Sir or Madam'));
    await admin.page.getByRole('alert').filter({ hasText: imports.upload.problems.type.title }).waitFor();
    expect(admin.requestsTo('/api/registrations/bulk').filter((request) => request.method() === 'POST')).toEqual([]);
  });

  it('register the good rows, say what is wrong with the others, and keep their address', async () => {
    const { page } = await app.open({ role: 'admin', path: '/imports' });
    await choose(page, 'class-of-2026.zip', await archive());
    await page.getByText('class-of-2026.zip').waitFor();
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: imports.upload.start }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
    await page.getByText(imports.states.completed.title, { exact: true }).first().waitFor({ timeout: 120_000 });

    await row(page, 'Ada Lovelace').getByText(imports.outcomes.registered).waitFor();
    await row(page, 'Nobody There').getByText(photoReasons.NO_FACE.title).waitFor();
    await row(page, 'Missing Person').getByText(importProblems.FILE_MISSING).waitFor();
    await row(page, 'Grace Hopper').getByText(imports.outcomes.registered).waitFor();
    expect(await page.locator('[data-count=registered]').innerText()).toBe('2');
    await expectAccessibleEverywhere(page);

    await page.getByLabel(imports.rows.failuresOnly).check();
    expect(await row(page, 'Ada Lovelace').count()).toBe(0);
    expect(await row(page, 'Nobody There').count()).toBe(1);
    await page.getByLabel(imports.rows.failuresOnly).uncheck();

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: imports.result }).click()]);
    expect(await readFile(await download.path(), 'utf8')).toContain('NO_FACE');

    // What is wrong with a row is told in the reader's language, not in the server's.
    await page.evaluate("localStorage.setItem('invigil.language', 'de')");
    await page.reload();
    await page.getByText(fill(de.details.fileMissing, { file: 'missing.jpg' })).waitFor();
    await page.evaluate("localStorage.setItem('invigil.language', 'en')");
    await page.reload();
    await row(page, 'Ada Lovelace').getByRole('link', { name: 'Ada Lovelace' }).waitFor();
    await page.getByRole('link', { name: imports.back }).click();
    await listed(page, 'class-of-2026.zip').getByRole('link').click();
    await row(page, 'Ada Lovelace').getByRole('link', { name: 'Ada Lovelace' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
  });

  it('are listed for whoever is an admin, wherever they were begun, and lead to their rows, accessibly', async () => {
    // Another browser, which knows nothing of what was begun here.
    const { page } = await app.open({ role: 'admin', path: '/imports' });
    const entry = listed(page, imports.states.completed.title);
    await entry.getByText('2 not registered').waitFor();
    await entry.getByText('admin@invigil.local').waitFor();
    expect(await page.getByText('class-of-2026.zip').count()).toBe(0);
    await expectAccessibleEverywhere(page);
    await entry.getByRole('link').click();
    await row(page, 'Ada Lovelace').waitFor();
  });

  it('say why a whole archive was refused', async () => {
    const { page } = await app.open({ role: 'admin', path: '/imports' });
    await choose(page, 'no-list.zip', zip([{ name: 'ada.jpg', content: await scene('personA'), method: 0 }]));
    await page.getByRole('button', { name: imports.upload.start }).click();
    await page.getByText(importProblems.LIST_MISSING).waitFor({ timeout: 60_000 });
    await expectAccessibleEverywhere(page);
  });
});

describe('the policy', () => {
  let initial: Policy;

  beforeAll(async () => {
    initial = (await app.instance.call('/policy', { as: 'admin', method: 'GET' })).body as Policy;
    // A session with a phone in three frames.
    const { sessionId } = (await app.instance.call('/sessions', { body: { examId: 'algebra', consentVersion: '1' } })).body as Session;
    const image = (await scene('personWithPhone')).toString('base64');
    for (let frame = 0; frame < 3; frame += 1) await app.instance.call('/verdicts', { body: { image, sessionId } });
  }, 120_000);

  async function inForce(): Promise<Policy> {
    return (await app.instance.call('/policy', { as: 'admin', method: 'GET' })).body as Policy;
  }

  it('is accessible, with its objects to choose from', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    await page.getByLabel(policy.fields.faceMatchPercent.label).waitFor();
    await page.locator('[data-rule=object] summary').click();
    await page.locator('[data-revision="0"]').waitFor();
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: policy.objects.choose }).click();
    const picker = page.getByRole('dialog', { name: policy.picker.title });
    // Of a kind each is enough.
    await picker.getByLabel(policy.picker.search, { exact: true }).fill('Phone');
    await expectAccessibleEverywhere(page);
  });

  it('says what is wrong at its field, and goes there', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    await page.getByLabel(policy.fields.faceMatchPercent.label).fill('120');
    await page.getByText(fill(policy.problems.number, { min: 0, max: 100 })).waitFor();
    await page.getByRole('button', { name: policy.save.review }).click();
    expect(await page.evaluate<boolean>("document.activeElement === document.querySelector('[data-path=faceMatchPercent] input')")).toBe(true);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await expectAccessibleEverywhere(page);
    await page.getByRole('button', { name: policy.save.discard }).click();
    expect(await page.getByLabel(policy.fields.faceMatchPercent.label).inputValue()).toBe(String(initial.faceMatchPercent));
  });

  it('takes labels by search, and others with a warning', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    await page.getByRole('button', { name: policy.objects.choose }).click();
    const dialog = page.getByRole('dialog', { name: policy.picker.title });
    await dialog.getByLabel(policy.picker.search, { exact: true }).fill('laptop');
    await dialog.getByLabel(/^Laptop/).check();
    await dialog.getByLabel(policy.picker.search, { exact: true }).fill('Smartwatch');
    await dialog.getByText(fill(policy.picker.unknown.title, { name: 'Smartwatch' })).waitFor();
    await expectAccessibleEverywhere(page);
    await dialog.getByLabel(policy.picker.search, { exact: true }).press('Enter');
    await dialog.getByRole('button', { name: /^Take/ }).click();
    await page.locator('[data-object=Laptop]').waitFor();
    await page.locator('[data-object=Smartwatch]').getByText(policy.objects.unknown).waitFor();
    // What is not in force yet is not lost by mistake.
    await page.getByRole('link', { name: TEXTS.nav.people }).click();
    const leaving = page.getByRole('dialog', { name: policy.leave.title });
    await leaving.getByRole('button', { name: policy.leave.confirm }).click();
    await page.waitForURL(/\/people$/);
  });

  it('is tried on the last sessions before it is put in force, and restored from its versions', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    // Nothing that lies on the desk counts any more, and a single frame with nobody raises nothing.
    await page.getByRole('button', { name: fill(policy.objects.remove, { name: 'Mobile Phone' }) }).click();
    await page.getByRole('button', { name: fill(policy.objects.remove, { name: 'Cell Phone' }) }).click();
    await page.getByRole('button', { name: policy.save.review }).click();
    const review = page.getByRole('dialog', { name: policy.review.title });
    await review.getByText(fill(policy.changes.object, { name: 'Mobile Phone' })).waitFor();
    await review.locator('[data-session]').first().waitFor();
    await review.getByText(policy.preview.running).waitFor({ state: 'detached' });
    expect(Number(await review.locator('[data-total=removed]').innerText())).toBeGreaterThanOrEqual(1);
    expect(await review.locator('[data-total=changed]').innerText()).toBe('3');
    await review.locator('[data-session] summary').first().click();
    await review.locator('[data-session]').getByText(incident.rules.object).waitFor();
    await expectAccessibleEverywhere(page);
    expect((await inForce()).version).toBe(initial.version);
    await review.getByRole('button', { name: policy.review.apply }).click();
    await review.waitFor({ state: 'detached' });
    expect((await inForce()).objects).toEqual([]);

    const first = page.locator('[data-revision="0"]');
    await page.locator('[data-revision="1"]').getByText(policy.versions.inForce).waitFor();
    await page.locator('[data-revision="1"]').getByText(policy.versions.you).waitFor();
    await first.getByRole('button', { name: policy.versions.compare }).click();
    const version = page.getByRole('dialog', { name: fill(policy.versions.revision, { revision: 0 }) });
    await version.getByText(fill(policy.changes.object, { name: 'Mobile Phone' })).waitFor();
    await expectAccessibleEverywhere(page);
    await version.getByRole('button', { name: policy.versions.restore }).click();
    await review.getByRole('button', { name: policy.review.apply }).click();
    await page.locator('[data-revision="2"]').getByText(policy.versions.inForce).waitFor();
    expect((await inForce()).version).toBe(initial.version);
  });

  it('that somebody else changed meanwhile is not replaced unseen', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy', expectedMessages: /409/ });
    await page.getByLabel(policy.fields.faceMatchPercent.label).fill('91');
    const { version, ...theirs } = { ...rulesOf(initial), moderationPercent: 77, version: initial.version };
    expect(await app.instance.call('/policy', { as: 'admin', method: 'PUT', body: { ...theirs, basedOn: version } })).toMatchObject({ status: 200 });
    await page.getByRole('button', { name: policy.save.review }).click();
    const review = page.getByRole('dialog', { name: policy.review.title });
    await review.getByRole('button', { name: policy.review.apply }).click();
    const conflict = review.getByRole('alert').filter({ hasText: policy.review.conflict.title });
    await conflict.waitFor();
    await review.getByText(policy.fields.moderationPercent.label).waitFor();
    await expectAccessibleEverywhere(page);
    await conflict.getByRole('button', { name: policy.review.conflict.discard }).click();
    expect(await page.getByRole('spinbutton', { name: policy.fields.moderationPercent.label }).inputValue()).toBe('77');
    expect(await page.getByLabel(policy.fields.faceMatchPercent.label).inputValue()).toBe(String(initial.faceMatchPercent));
    expect((await inForce()).faceMatchPercent).toBe(initial.faceMatchPercent);
  });

  it('gets a rule by the keyboard, and cannot have one of a single frame', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    await page.getByRole('button', { name: policy.rules.add }).press('Enter');
    // The focus is in the new rule's first field: its name, its severity, its frames.
    await page.keyboard.press('Control+A');
    await page.keyboard.type('book-on-desk');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1');
    await page.getByText(policy.problems.singleFrame).waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('3');
    await page.locator('[data-rule=book-on-desk] summary').getByText('3 frames in a row').waitFor();
    await page.getByText(policy.problems.singleFrame).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: policy.save.discard }).press('Enter');
    expect(await page.locator('[data-rule=book-on-desk]').count()).toBe(0);
  });
});
