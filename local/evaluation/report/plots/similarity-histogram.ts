import { logOdds, type LogOddsBin } from '../../measures/log-odds-histogram.ts';
import type { Markup } from '../html.ts';
import { linearAxis } from './axis.ts';
import { renderPlot } from './plot.ts';

const SIMILARITY_TICKS = [0.01, 1, 50, 99, 99.99].map((percent) => ({ at: logOdds(percent), label: String(percent) }));

/** How the similarities of genuine and of impostor pairs are spread, each kind's bars adding up to all of it. */
export function renderSimilarityHistogram(bins: readonly LogOddsBin[]): Markup {
  const shown = bins.filter((_, at) => bins.slice(at).some(isFilled) && bins.slice(0, at + 1).some(isFilled));
  const highest = Math.max(0.01, ...shown.flatMap(({ genuineShare, impostorShare }) => [genuineShare, impostorShare]));
  const barsOf = (kind: 'genuineShare' | 'impostorShare'): { from: number; to: number; height: number }[] =>
    shown.map((bin) => ({ from: logOdds(bin.fromPercent), to: logOdds(bin.toPercent), height: bin[kind] }));
  const [from, to] = [logOdds(shown[0]?.fromPercent ?? 0), logOdds(shown.at(-1)?.toPercent ?? 100)];
  return renderPlot({
    id: 'similarities',
    title: 'Similarity of genuine and impostor pairs',
    description: 'Two histograms on a scale of log-odds. The less they overlap, the better people are told apart.',
    x: linearAxis('Similarity in % (scale of log-odds)', from, to, SIMILARITY_TICKS.filter(({ at }) => at >= from && at <= to)),
    y: linearAxis('Share of pairs', 0, highest, [0, 0.5, 1].map((part) => ({ at: part * highest, label: `${(100 * part * highest).toFixed(1)} %` }))),
    series: [
      { kind: 'bars', name: 'Genuine: the same person', bars: barsOf('genuineShare') },
      { kind: 'bars', name: 'Impostor: two people', bars: barsOf('impostorShare') },
    ],
  });
}

function isFilled({ genuineShare, impostorShare }: LogOddsBin): boolean {
  return genuineShare > 0 || impostorShare > 0;
}
