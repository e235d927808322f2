import type { SampleReport } from '../../data/remarks.ts';
import type { BinaryDecision } from '../../measures/binary-decision.ts';
import type { Proportion } from '../../measures/intervals.ts';
import { formatCount, formatFixed, formatInterval, formatRate } from '../format.ts';
import { html, type HtmlValue } from '../html.ts';
import { renderReliabilityPlot } from '../plots/reliability-plot.ts';
import { renderTable } from '../table.ts';
import { renderReliabilityTable } from './reliability-table.ts';
import { besides, type Section } from './section.ts';

export interface BinarySectionProps {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** What the photos of which it is true show, and the others. */
  readonly trueName: string;
  readonly falseName: string;
  readonly decision: BinaryDecision;
  readonly sample: SampleReport;
  readonly limits: readonly string[];
}

/** A yes-or-no question. */
export function binarySection({ id, title, question, trueName, falseName, decision, sample, limits }: BinarySectionProps): Section {
  return {
    id,
    title,
    question,
    highlights: [
      { name: 'Accuracy', value: formatRate(decision.accuracy.rate), note: formatInterval(decision.accuracy.interval) },
      { name: 'Area under the ROC curve', value: formatFixed(decision.areaUnderCurve, 4), note: formatInterval(decision.areaUnderCurveInterval, (value) => value.toFixed(4)) },
      { name: 'Calibration error', value: formatRate(decision.reliability.expectedCalibrationError), note: 'mean distance of confidence and truth' },
    ],
    body: html`${renderTable({
      caption: 'Right answers, when yes is said above a probability of one half',
      columns: ['Photos', 'Right', 'Rate', '95 % interval'],
      rows: [row(trueName, decision.truePositives), row(falseName, decision.trueNegatives), row('All', decision.accuracy)],
    })}
${besides(renderReliabilityPlot(`reliability-${id}`, `Reliability: ${trueName.toLowerCase()}`, decision.reliability), renderReliabilityTable(`How likely “${trueName.toLowerCase()}” was said to be, and how often it was so.`, decision.reliability))}`,
    limits,
    sample,
  };
}

function row(name: string, right: Proportion): HtmlValue[] {
  return [name, formatCount(right), formatRate(right.rate), formatInterval(right.interval)];
}
