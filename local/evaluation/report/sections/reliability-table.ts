import type { Reliability } from '../../measures/reliability.ts';
import { formatCount, formatFixed, formatInterval, formatRate } from '../format.ts';
import type { Markup } from '../html.ts';
import { renderTable } from '../table.ts';

export function renderReliabilityTable(caption: string, { bins, expectedCalibrationError }: Reliability): Markup {
  return renderTable({
    caption: `${caption} Expected calibration error: ${formatRate(expectedCalibrationError)}.`,
    columns: ['Confidence', 'Mean', 'Right', 'Rate', '95 % interval'],
    rows: bins.map((bin) => [`${bin.fromPercent} to ${bin.toPercent}`, formatFixed(bin.meanConfidencePercent, 1), formatCount(bin.true), formatRate(bin.true.rate), formatInterval(bin.true.interval)]),
  });
}
