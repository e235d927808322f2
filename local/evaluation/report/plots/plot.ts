import { html, type Markup } from '../html.ts';
import type { Axis } from './axis.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export type Series =
  | { readonly kind: 'line' | 'guide'; readonly name: string; readonly points: readonly Point[] }
  | { readonly kind: 'dots'; readonly name: string; readonly points: readonly (Point & { readonly low: number; readonly high: number })[] }
  | { readonly kind: 'bars'; readonly name: string; readonly bars: readonly { readonly from: number; readonly to: number; readonly height: number }[] };

export interface Plot {
  /** Unique in the page. */
  readonly id: string;
  readonly title: string;
  /** What the plot shows, in words: for those who do not see it. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Told apart by colour and by pattern: the first is full, the second dashed or hatched. */
  readonly series: readonly Series[];
}

/** Of the drawing, in its own units; the page scales it. */
const WIDTH = 360;
const HEIGHT = 270;
const AREA = { left: 58, top: 10, right: 22, bottom: 46 };

/** An SVG with axes, a grid and data, named and described for screen readers, in the page's colours. */
export function renderPlot({ id, title, description, x, y, series }: Plot): Markup {
  const legend = series.filter(({ kind }) => kind !== 'guide');
  return html`<figure class="plot"><figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-title ${id}-description"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
${renderGrid(x, y)}
${series.map((one, index) => renderSeries(one, index, x, y))}
</svg>${legend.length > 1 ? html`<ul class="legend" aria-hidden="true">${legend.map((one) => html`<li class="key-${series.indexOf(one)} key-${one.kind}">${one.name}</li>`)}</ul>` : null}</figure>`;
}

function renderGrid(x: Axis, y: Axis): Markup {
  const [left, right, top, bottom] = [AREA.left, WIDTH - AREA.right, AREA.top, HEIGHT - AREA.bottom];
  return html`<g class="grid">${x.ticks.map(({ at, label }) => html`<line x1="${xOf(x, at)}" x2="${xOf(x, at)}" y1="${top}" y2="${bottom}"/><text x="${xOf(x, at)}" y="${bottom + 15}" text-anchor="middle">${label}</text>`)}${y.ticks.map(({ at, label }) => html`<line x1="${left}" x2="${right}" y1="${yOf(y, at)}" y2="${yOf(y, at)}"/><text x="${left - 6}" y="${round(yOf(y, at) + 4)}" text-anchor="end">${label}</text>`)}</g>
<g class="axes"><path d="M${left} ${top}V${bottom}H${right}"/><text x="${(left + right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${x.label}</text><text transform="translate(12 ${(top + bottom) / 2}) rotate(-90)" text-anchor="middle">${y.label}</text></g>`;
}

function renderSeries(series: Series, index: number, x: Axis, y: Axis): Markup {
  switch (series.kind) {
    case 'guide':
    case 'line':
      return html`<path class="series-${index} ${series.kind}" d="${linePath(series.points, x, y)}"/>`;
    case 'dots':
      return html`<g class="series-${index} dots">${series.points.map((point) => html`<line x1="${xOf(x, point.x)}" x2="${xOf(x, point.x)}" y1="${yOf(y, point.low)}" y2="${yOf(y, point.high)}"/><circle cx="${xOf(x, point.x)}" cy="${yOf(y, point.y)}" r="3.5"/>`)}</g>`;
    case 'bars':
      return html`<path class="series-${index} bars" d="${barsPath(series.bars, x, y)}"/>`;
  }
}

function linePath(points: readonly Point[], x: Axis, y: Axis): string {
  return points.map((point, at) => `${at === 0 ? 'M' : 'L'}${xOf(x, point.x)} ${yOf(y, point.y)}`).join('');
}

/** The outline of all bars together, down to the axis on both sides. */
function barsPath(bars: readonly { readonly from: number; readonly to: number; readonly height: number }[], x: Axis, y: Axis): string {
  const [first] = bars;
  if (!first) return '';
  const ground = HEIGHT - AREA.bottom;
  return `M${xOf(x, first.from)} ${ground}${bars.map(({ from, to, height }) => `L${xOf(x, from)} ${yOf(y, height)}L${xOf(x, to)} ${yOf(y, height)}`).join('')}V${ground}Z`;
}

function xOf(axis: Axis, value: number): number {
  return round(AREA.left + axis.place(value) * (WIDTH - AREA.left - AREA.right));
}

function yOf(axis: Axis, value: number): number {
  return round(HEIGHT - AREA.bottom - axis.place(value) * (HEIGHT - AREA.top - AREA.bottom));
}

/** A tenth of a unit is less than a pixel. */
function round(value: number): number {
  return Math.round(10 * value) / 10;
}
