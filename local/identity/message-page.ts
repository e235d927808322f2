import { html } from './html.ts';
import { page } from './page.ts';
import type { IssuerTexts, MessageName } from './texts.ts';

export interface Message {
  name: MessageName;
  /** In whose words the reason stands, such as oidc-provider's; empty for none. */
  detail?: string;
  /** Where the app is. */
  appUrl: string;
}

/** A page that tells what happened and leads back to the app. */
export function messagePage({ language, messages, toApp }: IssuerTexts, { name, detail = '', appUrl }: Message): string {
  const { title, text } = messages[name];
  return page(language, title, html`<h1>${title}</h1>
<p>${text}${detail === '' ? '' : html` <span lang="en">${detail}</span>`}</p>
<a class="button" href="${appUrl}">${toApp}</a>`);
}
