import type { ObjectEvaluation } from '../../runners/evaluate-objects.ts';
import { formatCount, formatFixed, formatInterval, formatNumber, formatRate } from '../format.ts';
import { html } from '../html.ts';
import { renderReliabilityPlot } from '../plots/reliability-plot.ts';
import { renderTable } from '../table.ts';
import { renderReliabilityTable } from './reliability-table.ts';
import { besides, type Section } from './section.ts';

export function objectsSection(objects: ObjectEvaluation): Section {
  const interval = formatInterval(objects.meanAveragePrecision50Interval, (value) => value.toFixed(3));
  return {
    id: 'objects',
    title: 'Objects',
    question: `Are objects found where they are, and called what they are? ${formatNumber(objects.objects)} labelled objects of ${objects.classes.length} classes, against the instances of DetectLabels.`,
    highlights: [
      { name: 'mAP50', value: formatFixed(objects.meanAveragePrecision50, 3), note: interval },
      { name: 'mAP50-95', value: formatFixed(objects.meanAveragePrecision50To95, 3), note: 'overlaps of 0.5 to 0.95' },
      { name: 'Calibration error of instances', value: formatRate(objects.instanceReliability.expectedCalibrationError), note: `${formatNumber(objects.instanceReliability.claims)} instances` },
      { name: 'Calibration error of labels', value: formatRate(objects.labelReliability.expectedCalibrationError), note: `${formatNumber(objects.labelReliability.claims)} labels` },
    ],
    body: html`<p>AP is COCO’s: precision at 101 recalls, matched by overlap (intersection over union), the mean over classes that are there.</p>
${renderTable({
      caption: 'Instances at a confidence, at an overlap of 0.5',
      columns: ['Confidence', 'Right', 'Precision', '95 % interval', 'Recall', '95 % interval'],
      rows: objects.atThresholds.map(({ thresholdPercent, precision, recall }) => [
        thresholdPercent, formatCount(precision), formatRate(precision.rate), formatInterval(precision.interval), formatRate(recall.rate), formatInterval(recall.interval),
      ]),
    })}
${besides(renderReliabilityPlot('reliability-instances', 'Reliability of instances', objects.instanceReliability), renderReliabilityTable('Instances: is there such an object at that place?', objects.instanceReliability))}
${besides(renderReliabilityPlot('reliability-labels', 'Reliability of labels', objects.labelReliability), renderReliabilityTable('Labels: is there such an object in the photo?', objects.labelReliability))}
<details><summary>Classes: ${objects.classes.length}</summary>${renderTable({
      caption: 'Average precision by class, the most frequent first',
      columns: ['Class', 'Objects', 'AP50', 'AP50-95'],
      rows: objects.classes.toSorted((a, b) => b.objects - a.objects).map((it) => [it.name, formatNumber(it.objects), formatFixed(it.averagePrecision50, 3), formatFixed(it.averagePrecision50To95, 3)]),
    })}</details>
${objects.unknownClasses.length === 0 ? null : html`<p>The engine has no name for these classes, and they are in no figure: ${objects.unknownClasses.map(({ name, objects: count }) => `${name} (${count})`).join(', ')}.</p>`}`,
    limits: [
      'The AP of a class with few objects says little; the mean over classes weighs it like one with many.',
      'What nobody labelled counts as false when it is found: look at the labels before you blame the engine.',
      'The engine answers nothing below 5 % confidence, which costs a little of what AP counts at the highest recalls.',
      'Calibration is that of this mixture of objects and pictures: where things are rarer, more of what is found is false.',
    ],
    sample: objects.sample,
  };
}
