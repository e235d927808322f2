import type { FileRemark, SampleReport } from '../../data/remarks.ts';
import { formatNumber } from '../format.ts';
import { html, type HtmlValue, type Markup } from '../html.ts';
import { renderTable } from '../table.ts';

export interface Section {
  /** The fragment by which it is linked to. */
  readonly id: string;
  readonly title: string;
  /** What it measures, in a sentence. */
  readonly question: string;
  /** The figures that are looked for first. */
  readonly highlights: readonly { readonly name: string; readonly value: string; readonly note: string }[];
  readonly body: HtmlValue;
  /** What the figures do not say. */
  readonly limits: readonly string[];
  readonly sample: SampleReport;
}

export function renderSection({ id, title, question, highlights, body, limits, sample }: Section): Markup {
  return html`<section class="card" id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${title}</h2>
<p class="question">${question}</p>
<dl class="highlights">${highlights.map(({ name, value, note }) => html`<div><dt>${name}</dt><dd><strong>${value}</strong><span>${note}</span></dd></div>`)}</dl>
${body}
<h3>What these figures do not say</h3>
<ul class="limits">${limits.map((limit) => html`<li>${limit}</li>`)}</ul>
${renderSample(sample)}
</section>`;
}

/** A plot and the table of what it shows. */
export function besides(...parts: readonly Markup[]): Markup {
  return html`<div class="besides">${parts.map((part) => html`<div>${part}</div>`)}</div>`;
}

function renderSample({ dir, photos, used, leftOut, remarks }: SampleReport): Markup {
  return html`<h3>Photos</h3>
<p>${formatNumber(photos)} files in <code>${dir}</code>; the figures rest on ${formatNumber(used)}. Left out: ${formatNumber(leftOut.length)}. With a remark: ${formatNumber(remarks.length)}.</p>
${renderRemarks('Left out', leftOut)}${renderRemarks('Remarks', remarks)}`;
}

export function renderRemarks(title: string, remarks: readonly FileRemark[]): Markup | null {
  if (remarks.length === 0) return null;
  return html`<details><summary>${title}: ${formatNumber(remarks.length)}</summary>
${renderTable({ caption: title, columns: ['File', 'Why'], rows: remarks.map(({ file, remark }) => [file, remark]) })}</details>`;
}
