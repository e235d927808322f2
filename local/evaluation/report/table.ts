import { html, type HtmlValue, type Markup } from './html.ts';

export interface Table {
  readonly caption: string;
  /** The first column names its row. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly HtmlValue[])[];
}

/** A table that scrolls within itself where the page is too narrow for it, with the keyboard too. */
export function renderTable({ caption, columns, rows }: Table): Markup {
  return html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(([name = '', ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`)}</tbody></table></div>`;
}
