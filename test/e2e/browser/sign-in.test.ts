import { describe, expect, it } from '@jest/globals';
import { expectAccessibleEverywhere } from '../../helpers/browser/accessibility.ts';
import { choose, press, tabTo, untilFocused, write } from '../../helpers/browser/keyboard.ts';
import { fillSignInForm, signIn } from '../../helpers/browser/sign-in.ts';
import { TEXTS } from '../../helpers/browser/texts.ts';
import { useApp } from '../../helpers/browser/use-app.ts';

const app = useApp();

describe('signing in', () => {
  it.each([
    ['candidate', 'Exam', '/exam', ['Exam', 'My exams']],
    ['admin', 'People', '/people', ['People', 'Imports', 'Policy']],
    ['auditor', 'Live', '/live', ['Live', 'Sessions', 'Verdicts', 'Executions', 'Audit log']],
  ] as const)('brings the %s to their own page: %s', async (role, heading, path, links) => {
    const { page } = await app.open({ role });
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    await page.getByRole('button', { name: `Account of ${role}@invigil.local` }).waitFor();
    // Each is offered their own pages alone.
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()).toEqual(links);
  });

  it('keeps where somebody wanted to go', async () => {
    // There is no such execution.
    const { page } = await app.open({ role: 'auditor', path: '/executions/some-execution?event=3', expectedMessages: /404 \(Not Found\)/ });
    expect(page.url()).toBe(`${app.instance.origin}/executions/some-execution?event=3`);
  });

  it('starts again after a wrong password', async () => {
    const { page } = await app.open({ path: '/exam', expectedMessages: /401 \(Unauthorized\)/ });
    await page.getByRole('button', { name: 'Continue to sign-in' }).click();
    await fillSignInForm(page, 'candidate@invigil.local', 'not the password');
    await page.getByRole('alert').filter({ hasText: 'wrong' }).waitFor();
    await fillSignInForm(page, 'candidate@invigil.local', app.instance.password);
    await page.waitForURL('**/exam');
  });

  it('is kept when the page is loaded again, and gone after signing out', async () => {
    const { page } = await app.open({ role: 'auditor' });
    await page.reload();
    await page.getByRole('button', { name: 'Account of auditor@invigil.local' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Continue to sign-in' }).waitFor();
    await page.goto('/executions');
    await signIn(page, app.instance, 'candidate');
    await page.getByRole('heading', { level: 1, name: 'No access' }).waitFor();
  });

  it('is not over for who stays on a page with changes that would be lost, and is for who leaves it', async () => {
    const { page } = await app.open({ role: 'admin', path: '/policy' });
    const field = page.getByLabel(TEXTS.policy.fields.faceMatchPercent.label);
    await field.fill('77');
    const signOut = async () => {
      await page.getByRole('button', { name: 'Account of admin@invigil.local' }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
    };
    await signOut();
    const question = page.getByRole('dialog', { name: TEXTS.policy.leave.title });
    await question.getByRole('button', { name: TEXTS.ui.cancel }).click();
    await page.getByRole('button', { name: 'Account of admin@invigil.local' }).waitFor();
    expect(await field.inputValue()).toBe('77');
    expect((await page.evaluate<number>(`fetch('/api/policy', { headers: { authorization: 'Bearer ' + JSON.parse(Object.values(sessionStorage).find((text) => text.includes('id_token'))).id_token } }).then(({ status }) => status)`))).toBe(200);
    await signOut();
    await question.getByRole('button', { name: TEXTS.policy.leave.confirm }).click();
    await page.getByRole('button', { name: 'Continue to sign-in' }).waitFor();
  });

  it('ends on this machine without a connection too, which is said', async () => {
    const { page } = await app.open({ role: 'auditor', path: '/audit', expectedMessages: /ERR_INTERNET_DISCONNECTED/ });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Account of auditor@invigil.local' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('status').filter({ hasText: TEXTS.signIn.hereOnly.title }).waitFor();
    expect(await page.evaluate('Object.values(sessionStorage).filter((text) => text.includes("id_token"))')).toEqual([]);
    await expectAccessibleEverywhere(page);
    await page.context().setOffline(false);
    await page.goto('/audit');
    await page.getByRole('button', { name: 'Continue to sign-in' }).waitFor();
  });

  it('leads to the app when nobody had begun it here', async () => {
    const { page } = await app.open({ path: '/signed-in?code=invented&state=invented' });
    await page.getByRole('heading', { level: 1, name: 'The sign-in did not work' }).waitFor();
    await page.getByRole('link', { name: 'Back to sign-in' }).click();
    await page.getByRole('button', { name: 'Continue to sign-in' }).waitFor();
  });

  it('brings who has no role to a page that says so', async () => {
    const { page } = await app.open({ role: 'candidate' });
    await page.getByRole('heading', { level: 1, name: 'Exam' }).waitFor();
    await page.evaluate(`for (const [key, text] of Object.entries(sessionStorage)) {
      const kept = JSON.parse(text);
      if (kept.profile) sessionStorage.setItem(key, JSON.stringify({ ...kept, profile: { ...kept.profile, 'cognito:groups': [] } }));
    }`);
    await page.goto('/');
    await page.getByText('You have no role yet').waitFor();
    await expectAccessibleEverywhere(page);
  });

  it('cannot be begun while the configuration cannot be had, which is said', async () => {
    const { page } = await app.open({ expectedMessages: /ERR_FAILED/ });
    await page.route('**/config.json', (route) => route.abort());
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Invigil could not start' }).waitFor();
    await expectAccessibleEverywhere(page);
  });

  it('is told on a page that does not exist, too', async () => {
    const { page } = await app.open({ path: '/no/such/page' });
    await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
  });
});

describe('for everybody', () => {
  it('the sign-in is accessible, the app\'s part and the issuer\'s', async () => {
    const { page } = await app.open();
    const next = page.getByRole('button', { name: 'Continue to sign-in' });
    await next.waitFor();
    await expectAccessibleEverywhere(page);
    await next.click();
    await page.getByLabel('Password').waitFor();
    await expectAccessibleEverywhere(page);
  });

  it.each([
    ['/no/such/page', 'Not found', undefined],
    ['/signed-in?code=invented&state=invented', 'The sign-in did not work', undefined],
    ['/people', 'No access', 'candidate'],
  ] as const)('%s is accessible', async (path, heading, role) => {
    const { page } = await app.open({ path, role });
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    await expectAccessibleEverywhere(page);
  });

  it('the account menu is accessible', async () => {
    const { page } = await app.open({ role: 'candidate' });
    await page.getByRole('button', { name: 'Account of candidate@invigil.local' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await expectAccessibleEverywhere(page);
  });

  it('the keyboard suffices to sign in, to pass the navigation, to choose theme and language, and to sign out', async () => {
    const { page } = await app.open({ path: '/imports' });
    await press(page.getByRole('button', { name: 'Continue to sign-in' }));
    await write(page.getByLabel('E-mail'), 'admin@invigil.local');
    await write(page.getByLabel('Password'), app.instance.password);
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { level: 1 });
    await heading.filter({ hasText: 'Imports' }).waitFor();

    await press(page.getByRole('link', { name: 'Skip to content' }));
    await untilFocused(heading);
    await page.keyboard.press('Tab');
    await untilFocused(page.getByRole('main').getByRole('button').first());
    const policy = page.getByRole('banner').getByRole('link', { name: 'Policy' });
    await tabTo(policy, { backwards: true });
    await page.keyboard.press('Enter');
    await untilFocused(heading.filter({ hasText: 'Policy' }));

    const account = page.getByRole('button', { name: 'Account of admin@invigil.local' });
    await tabTo(account, { backwards: true });
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('radio', { name: 'As the system' }));
    await page.keyboard.press('ArrowLeft');
    await page.locator('html[data-theme=dark]').waitFor();
    await choose(page.getByLabel('Language'), 'Deutsch');
    await page.locator('html[lang=de]').waitFor();
    await press(page.getByLabel('Sprache'), 'ArrowUp');
    await page.locator('html[lang=en]').waitFor();
    await page.keyboard.press('Escape');
    await untilFocused(account);
    await page.keyboard.press('Enter');
    await press(page.getByRole('button', { name: 'Sign out' }));
    await tabTo(page.getByRole('button', { name: 'Continue to sign-in' }));
  });
});
