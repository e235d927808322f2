import type { Reliability } from '../../measures/reliability.ts';
import type { Markup } from '../html.ts';
import { linearAxis } from './axis.ts';
import { renderPlot } from './plot.ts';

const TICKS = [0, 20, 40, 60, 80, 100].map((at) => ({ at, label: String(at) }));

/** What was so over what was said: on the diagonal confidence is worth its number. */
export function renderReliabilityPlot(id: string, title: string, { bins }: Reliability): Markup {
  const points = bins.flatMap(({ meanConfidencePercent, true: { rate, interval } }) =>
    meanConfidencePercent === null || rate === null || interval === null ? [] : [{ x: meanConfidencePercent, y: 100 * rate, low: 100 * interval.low, high: 100 * interval.high }]);
  return renderPlot({
    id,
    title,
    description: 'For each tenth of the scale of confidence the share of answers that were right, with its interval, against the diagonal of perfect reliability. The table beside it gives the figures.',
    x: linearAxis('Confidence in %', 0, 100, TICKS),
    y: linearAxis('Right in %', 0, 100, TICKS),
    series: [
      { kind: 'guide', name: 'Perfect', points: [{ x: 0, y: 0 }, { x: 100, y: 100 }] },
      { kind: 'dots', name: 'Measured, with its interval', points },
    ],
  });
}
