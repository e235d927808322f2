import { html } from './html.ts';
import { page } from './page.ts';

export interface Message {
  title: string;
  text: string;
  /** Where the app is. */
  appUrl: string;
}

/** A page that tells what happened and leads back to the app. */
export function messagePage({ title, text, appUrl }: Message): string {
  return page(title, html`<h1>${title}</h1>
<p>${text}</p>
<a class="button" href="${appUrl}">Go to Invigil</a>`);
}
