import type { Page } from 'playwright-core';
import { demoEmail } from '../../../local/identity/demo-user.ts';
import type { Instance, Role } from '../instance.ts';

/** From the app's own sign-in page through the issuer's, and back to where the page had wanted to go. */
export async function signIn(page: Page, instance: Pick<Instance, 'origin' | 'password'>, role: Role): Promise<void> {
  await page.getByRole('button', { name: 'Continue to sign-in' }).click();
  await fillSignInForm(page, demoEmail(role), instance.password);
  await page.waitForURL((url) => url.origin === instance.origin && !['/signed-in', '/sign-in'].includes(url.pathname) && !url.pathname.startsWith('/issuer/'));
}

/** The issuer's form, as a person fills it in. */
export async function fillSignInForm(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
