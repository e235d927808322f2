import type { PhoneEvaluation } from '../../runners/evaluate-phones.ts';
import { formatCount, formatInterval, formatNumber, formatRate, NONE } from '../format.ts';
import { html } from '../html.ts';
import { renderTable } from '../table.ts';
import { renderRemarks, type Section } from './section.ts';

const POLICY_PERCENT = 85;

export function phonesSection(phones: PhoneEvaluation): Section {
  const policy = phones.atThresholds.find(({ thresholdPercent }) => thresholdPercent === POLICY_PERCENT);
  return {
    id: 'phones',
    title: 'Mobile phones',
    question: `Is a phone seen, and is none seen where there is none? ${formatNumber(phones.sample.used)} photos with a phone, ${formatNumber(phones.phoneFree.photos)} without one.`,
    highlights: [
      { name: `Phones located at ${POLICY_PERCENT}`, value: formatRate(policy?.located.rate ?? null), note: formatInterval(policy?.located.interval ?? null) },
      { name: `Photos with a phone labelled at ${POLICY_PERCENT}`, value: formatRate(policy?.labelled.rate ?? null), note: formatInterval(policy?.labelled.interval ?? null) },
      { name: `Photos without one labelled at ${POLICY_PERCENT}`, value: formatRate(policy?.falselyLabelled?.rate ?? null), note: formatInterval(policy?.falselyLabelled?.interval ?? null) },
    ],
    body: html`${renderTable({
      caption: 'The label Mobile Phone at a confidence',
      columns: ['Confidence', 'Phones located', 'Rate', '95 % interval', 'Photos labelled', 'Rate', 'Photos without a phone labelled', 'Rate', '95 % interval'],
      rows: phones.atThresholds.map(({ thresholdPercent, located, labelled, falselyLabelled }) => [
        thresholdPercent, formatCount(located), formatRate(located.rate), formatInterval(located.interval), formatCount(labelled), formatRate(labelled.rate),
        falselyLabelled === null ? NONE : formatCount(falselyLabelled), formatRate(falselyLabelled?.rate ?? null), formatInterval(falselyLabelled?.interval ?? null),
      ]),
    })}
<p>Located: the box of an instance is around the phone’s centre, a quarter of its size further at most. Labelled: the photo has the label, wherever it was seen, which is what a policy looks at.</p>
${renderRemarks('Photos without a phone that were left out', phones.phoneFree.leftOut)}`,
    limits: [
      'How well a phone is seen depends on its size, angle and light more than on anything else: figures of large, frontal phones do not hold for a phone under a desk.',
      'A rate for single photos: what is overlooked in one frame may be seen in the next, and a false alarm may come again in every frame of the same scene.',
    ],
    sample: phones.sample,
  };
}
