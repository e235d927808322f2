import type { Markup } from '../html.ts';
import type { RocPoint } from '../../measures/roc-points.ts';
import { decadeAxis, linearAxis } from './axis.ts';
import { renderPlot } from './plot.ts';

const RATE_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, label: `${Math.round(100 * at)} %` }));

/** True match rate over false match rate, the latter in decades: all that matters lies below 1 %. */
export function renderRoc(points: readonly RocPoint[], impostors: number): Markup {
  return renderPlot({
    id: 'roc',
    title: 'Receiver operating characteristic (ROC)',
    description: 'The share of genuine pairs that match, over the share of impostor pairs that match, for every threshold. A rate of 0 is drawn at the edge. The table of rates gives figures at chosen points.',
    x: decadeAxis('False match rate (FMR)', lowestDecade(impostors), 0),
    y: linearAxis('True match rate', 0, 1, RATE_TICKS),
    series: [{ kind: 'line', name: 'All pairs', points: points.map(({ falsePositiveRate, truePositiveRate }) => ({ x: falsePositiveRate, y: truePositiveRate })) }],
  });
}

/** Both error rates in decades. */
export function renderDet(points: readonly RocPoint[], impostors: number, genuine: number): Markup {
  return renderPlot({
    id: 'det',
    title: 'Detection error trade-off (DET)',
    description: 'The share of genuine pairs that do not match, over the share of impostor pairs that match, for every threshold. A rate of 0 is drawn at the edge. Lower is better.',
    x: decadeAxis('False match rate (FMR)', lowestDecade(impostors), 0),
    y: decadeAxis('False non-match rate (FNMR)', lowestDecade(genuine), 0),
    series: [{ kind: 'line', name: 'All pairs', points: points.map(({ falsePositiveRate, truePositiveRate }) => ({ x: falsePositiveRate, y: 1 - truePositiveRate })) }],
  });
}

/** The decade of the smallest rate but 0 that so many trials can give. */
function lowestDecade(trials: number): number {
  return Math.min(-1, Math.max(-6, Math.floor(-Math.log10(trials))));
}
