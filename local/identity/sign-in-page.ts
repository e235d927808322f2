import { type Html, html } from './html.ts';
import { page } from './page.ts';
import type { IssuerTexts } from './texts.ts';

export interface SignInPageProps {
  /** What to fill in; empty for nothing. */
  email: string;
  /** The demo users' addresses. */
  emails: readonly string[];
  /** What was wrong with the last attempt, for the person who made it. */
  error: string | null;
}

/** The sign-in form. It works without script: a demo user's link is the page itself with the address filled in. */
export function signInPage({ language, signIn: texts }: IssuerTexts, { email, emails, error }: SignInPageProps): string {
  const focus = (here: boolean): Html => (here ? html` autofocus` : html``);
  const invalid = error === null ? html`` : html` aria-invalid="true" aria-describedby="error"`;

  return page(language, error === null ? texts.title : texts.failedTitle, html`<h1>${texts.title}</h1>
<div aria-live="assertive">${error === null ? '' : html`<p class="wrong" id="error" role="alert">${error}</p>`}</div>
<form method="post">
<label for="email">${texts.email}</label>
<input id="email" name="email" type="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="254" value="${email}"${invalid}${focus(email === '')}>
<label for="password">${texts.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="128"${invalid}${focus(email !== '')}>
<button type="submit">${texts.action}</button>
</form>
<section class="hint" aria-labelledby="demo">
<h2 id="demo">${texts.demo}</h2>
<ul>${emails.map((address) => html`<li><a href="?email=${encodeURIComponent(address)}">${address}</a></li>`)}</ul>
<p>${texts.demoPassword}</p>
</section>`);
}
