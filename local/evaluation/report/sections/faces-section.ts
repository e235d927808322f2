import type { FaceEvaluation } from '../../runners/evaluate-faces.ts';
import { formatCount, formatFixed, formatInterval, formatNumber, formatOneIn, formatRate, NONE } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { renderSimilarityHistogram } from '../plots/similarity-histogram.ts';
import { renderDet, renderRoc } from '../plots/trade-off-plots.ts';
import { renderTable } from '../table.ts';
import { besides, type Section } from './section.ts';

/** The policy's threshold. */
const POLICY_PERCENT = 85;

export function facesSection(faces: FaceEvaluation): Section {
  const { pairs, crossValidatedAccuracy } = faces;
  const policy = faces.atSimilarities.find(({ similarityPercent }) => similarityPercent === POLICY_PERCENT);
  return {
    id: 'faces',
    title: 'Faces: verification and identification',
    question: `Are two photos told to show the same person? ${formatNumber(faces.people)} people, ${formatNumber(pairs.genuine)} genuine pairs (the same person), ${formatNumber(pairs.impostor)} impostor pairs (two people), ${pairs.source === 'list' ? 'as listed' : 'each photo with every other'}.`,
    highlights: [
      { name: `Genuine pairs matched at Similarity ${POLICY_PERCENT}`, value: formatRate(policy?.trueMatches.rate ?? null), note: formatInterval(policy?.trueMatches.interval ?? null) },
      { name: `Impostor pairs matched at Similarity ${POLICY_PERCENT}`, value: formatRate(policy?.falseMatches.rate ?? null), note: formatInterval(policy?.falseMatches.interval ?? null) },
      { name: 'Equal error rate', value: formatRate(faces.equalErrorRate.value), note: formatInterval(faces.equalErrorRate.interval) },
      { name: 'Failure to enrol', value: formatRate(faces.failureToEnrol.rate), note: `${formatCount(faces.failureToEnrol)} photos: no face found` },
    ],
    body: html`${renderAtSimilarities(faces)}${renderAtRates(faces)}
<p>Area under the ROC curve: ${formatFixed(faces.areaUnderCurve.value, 5)} (${formatInterval(faces.areaUnderCurve.interval, (value) => value.toFixed(5))}).
Accuracy in ${crossValidatedAccuracy?.folds ?? 10} folds, as Labeled Faces in the Wild takes it: ${crossValidatedAccuracy === null ? NONE : `${formatRate(crossValidatedAccuracy.mean)} ± ${(100 * crossValidatedAccuracy.standardError).toFixed(2)} (standard error)`}.
FAR and FRR count ${formatNumber(pairs.genuineWithoutFace)} genuine and ${formatNumber(pairs.impostorWithoutFace)} impostor pairs in which a photo had no face as not accepted; FMR and FNMR leave them out.</p>
${faces.roc.length === 0 ? null : besides(renderRoc(faces.roc, pairs.impostor), renderDet(faces.roc, pairs.impostor, pairs.genuine))}
${besides(renderSimilarityHistogram(faces.histogram), renderHistogramTable(faces))}
<h3>Identification: one photo among ${formatNumber(faces.identification.gallery)} people</h3>
<p>Each person’s first photo is registered, every other one is searched. Rank 1: ${formatRate(faces.identification.rankOne.rate)} (${formatCount(faces.identification.rankOne)}, ${formatInterval(faces.identification.rankOne.interval)}).</p>
${renderIdentification(faces)}
${renderGroups(faces)}
${renderErrors(faces)}`,
    limits: [
      'The rates hold for people and pictures like these. Other cameras, light, ages and faces give others; families and twins are hardly ever among impostor pairs, and they match more often.',
      'Intervals regard chance in drawing people and pairs, not that the people were not drawn at random.',
      'A false match rate needs some 30 errors to be measured (the rule of 30 of ISO/IEC 19795-1): where fewer are to be expected it is called indicative, and where none is, nothing is given.',
      'Attacks are not measured: a photo held before the camera matches as its person does.',
      'In a search the false matches grow with the number of registered people: FPIR is that of this gallery.',
    ],
    sample: faces.sample,
  };
}

function renderAtSimilarities({ atSimilarities }: FaceEvaluation): Markup {
  return renderTable({
    caption: 'Rates at a threshold of Similarity',
    columns: ['Similarity', 'FMR', '95 % interval', 'True matches', '95 % interval', 'FNMR', 'FAR', 'FRR'],
    rows: atSimilarities.map(({ similarityPercent, falseMatches, trueMatches, falseAcceptRate, falseRejectRate }) => [
      similarityPercent, formatRate(falseMatches.rate), formatInterval(falseMatches.interval), formatRate(trueMatches.rate), formatInterval(trueMatches.interval),
      formatRate(trueMatches.rate === null ? null : (trueMatches.of - trueMatches.count) / trueMatches.of), formatRate(falseAcceptRate), formatRate(falseRejectRate),
    ]),
  });
}

function renderAtRates({ atFalseMatchRates }: FaceEvaluation): Markup {
  return renderTable({
    caption: 'True matches at a false match rate (TAR at FAR)',
    columns: ['FMR at most', 'True matches', '95 % interval', 'Similarity', 'Enough pairs?'],
    rows: atFalseMatchRates.map(({ falseMatchRate, trueMatchRate, similarityPercent, support }) => [
      formatOneIn(falseMatchRate), formatRate(trueMatchRate.value), formatInterval(trueMatchRate.interval), formatFixed(similarityPercent, 1), support,
    ]),
  });
}

/** What the histogram shows, in fewer bins: those that people know. */
function renderHistogramTable({ histogram }: FaceEvaluation): Markup {
  const edges = [0, 1, 10, 50, 90, 99, 100];
  const share = (from: number, to: number, kind: 'genuineShare' | 'impostorShare'): number =>
    histogram.filter(({ fromPercent, toPercent }) => (fromPercent + toPercent) / 2 >= from && (fromPercent + toPercent) / 2 < to).reduce((sum, bin) => sum + bin[kind], 0);
  return renderTable({
    caption: 'Similarity of pairs, about (from the bins of the histogram)',
    columns: ['Similarity', 'Genuine', 'Impostor'],
    rows: edges.slice(1).map((to, at) => [`${edges[at] ?? 0} to ${to}`, formatRate(share(edges[at] ?? 0, to, 'genuineShare')), formatRate(share(edges[at] ?? 0, to, 'impostorShare'))]),
  });
}

function renderIdentification({ identification }: FaceEvaluation): Markup {
  return renderTable({
    caption: 'Searches at a threshold of Similarity',
    columns: ['Similarity', 'Identified (TPIR)', '95 % interval', 'Somebody else above it (FPIR)', '95 % interval'],
    rows: identification.atSimilarities.map(({ similarityPercent, identified, falselyIdentified }) => [
      similarityPercent, formatRate(identified.rate), formatInterval(identified.interval), formatRate(falselyIdentified.rate), formatInterval(falselyIdentified.interval),
    ]),
  });
}

function renderGroups({ groups }: FaceEvaluation): Markup | null {
  if (groups === null) return null;
  const ratio = (value: number | null): string => (value === null ? 'not known (a rate is 0, or has no pairs)' : value.toFixed(1));
  return html`<h3>Groups of people</h3>
<p>Errors of pairs within a group, at Similarity ${POLICY_PERCENT}. Highest over lowest rate: FNMR ${ratio(groups.falseNonMatchRatio)}, FMR ${ratio(groups.falseMatchRatio)}.</p>
${renderTable({
    caption: 'Errors by group',
    columns: ['Group', 'Genuine pairs', 'FNMR', '95 % interval', 'Impostor pairs', 'FMR', '95 % interval'],
    rows: groups.groups.map(({ group, falseNonMatches, falseMatches }) => [
      group, formatNumber(falseNonMatches.of), formatRate(falseNonMatches.rate), formatInterval(falseNonMatches.interval), formatNumber(falseMatches.of), formatRate(falseMatches.rate), formatInterval(falseMatches.interval),
    ]),
  })}`;
}

function renderErrors({ errors }: FaceEvaluation): Markup {
  const table = (title: string, pairs: FaceEvaluation['errors']['falseMatches']): Markup | null => pairs.length === 0 ? null : html`<details><summary>${title}: the worst ${pairs.length}</summary>
${renderTable({ caption: title, columns: ['First', 'Second', 'Similarity'], rows: pairs.map(({ first, second, similarityPercent }) => [first, second, similarityPercent.toFixed(2)]) })}</details>`;
  return html`<h3>Pairs in error at Similarity ${POLICY_PERCENT}</h3>
<p>Look at these first: labels are often wrong.${errors.falseMatches.length + errors.falseNonMatches.length === 0 ? ' There are none.' : ''}</p>
${table('False matches', errors.falseMatches)}${table('False non-matches', errors.falseNonMatches)}`;
}
