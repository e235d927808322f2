import type { Page } from 'playwright-core';
import { demoEmail } from '../../../local/identity/demo-user.ts';
import type { Instance, Role } from '../instance.ts';
import { TEXTS } from './texts.ts';

/** From the app's own sign-in page through the issuer's, and back to where the page had wanted to go. */
export async function signIn(page: Page, instance: Pick<Instance, 'origin' | 'password'>, role: Role): Promise<void> {
  await page.getByRole('button', { name: TEXTS.signIn.action }).click();
  await fillSignInForm(page, demoEmail(role), instance.password);
  await page.waitForURL((url) => url.origin === instance.origin && !['/signed-in', '/sign-in'].includes(url.pathname) && !url.pathname.startsWith('/issuer/'));
}

/** The issuer's form, as a person fills it in. */
export async function fillSignInForm(page: Page, email: string, password: string): Promise<void> {
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
}
