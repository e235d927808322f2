import { listPhotos } from '../data/files.ts';
import type { PhoneData } from '../data/phone-data.ts';
import type { SampleReport } from '../data/remarks.ts';
import { type Proportion, proportion } from '../measures/intervals.ts';
import { labelOf } from '../../rekognition/labels/taxonomy.ts';
import type { RatioBox } from '../../vision/geometry/box.ts';
import { analysePhotos } from './analyse-photos.ts';
import type { EvaluationContext } from './context.ts';
import { detectLabels, type PhotoLabel } from './detect-labels.ts';

const PHONE_THRESHOLDS_PERCENT = [30, 50, 70, 85] as const;

/** Rekognition's name for it. */
export const PHONE = labelOf('cell phone').name;

/** A centre that was set by eye is off by some of a small box: it may lie this share of the box's size beside it. */
const CENTRE_TOLERANCE = 0.25;

export interface PhoneEvaluation {
  readonly sample: SampleReport;
  readonly phoneFree: { readonly photos: number; readonly leftOut: SampleReport['leftOut'] };
  readonly atThresholds: readonly {
    readonly thresholdPercent: number;
    /** Phones with an instance of the label around their centre. */
    readonly located: Proportion;
    /** Photos with a phone that have the label, wherever it was seen: what a policy looks at. */
    readonly labelled: Proportion;
    /** Photos without a phone that have the label; null when there are none to measure on. */
    readonly falselyLabelled: Proportion | null;
  }[];
}

/** Photos that show no phone, with the labels that were found if they are known already. */
export interface PhoneFreePhotos {
  readonly labels: readonly (readonly PhotoLabel[])[];
  readonly leftOut: SampleReport['leftOut'];
}

/** How many phones are seen, and how many that are none. */
export async function evaluatePhones(context: EvaluationContext, data: PhoneData, phoneFree: PhoneFreePhotos): Promise<PhoneEvaluation> {
  const { analysed, unreadable } = await analysePhotos(context, { step: 'Phones', dir: data.dir, photos: data.photos }, (bytes) => detectLabels(context.vision, bytes));
  return {
    sample: { dir: data.dir, photos: data.photos.length + data.leftOut.length, used: analysed.length, leftOut: [...data.leftOut, ...unreadable], remarks: [] },
    phoneFree: { photos: phoneFree.labels.length, leftOut: phoneFree.leftOut },
    atThresholds: PHONE_THRESHOLDS_PERCENT.map((thresholdPercent) => {
      const phones = analysed.flatMap(({ photo, result }) => photo.centres.map((centre) => phonesIn(result, thresholdPercent).some(({ box }) => surrounds(box, centre))));
      return {
        thresholdPercent,
        located: proportion(phones.filter(Boolean).length, phones.length),
        labelled: proportion(analysed.filter(({ result }) => phonesIn(result, thresholdPercent).length > 0).length, analysed.length),
        falselyLabelled: phoneFree.labels.length === 0
          ? null
          : proportion(phoneFree.labels.filter((labels) => phonesIn(labels, thresholdPercent).length > 0).length, phoneFree.labels.length),
      };
    }),
  };
}

/** Looks at photos of which somebody says that they show no phone. */
export async function lookForPhones(context: EvaluationContext, dir: string): Promise<PhoneFreePhotos> {
  const photos = (await listPhotos(dir)).map((file) => ({ file }));
  const { analysed, unreadable } = await analysePhotos(context, { step: 'Photos without a phone', dir, photos }, (bytes) => detectLabels(context.vision, bytes));
  return { labels: analysed.map(({ result }) => result), leftOut: unreadable };
}

function phonesIn(labels: readonly PhotoLabel[], thresholdPercent: number): PhotoLabel['instances'] {
  return labels.filter(({ name }) => name === PHONE).flatMap(({ instances }) => instances).filter(({ confidencePercent }) => confidencePercent >= thresholdPercent);
}

function surrounds(box: RatioBox, { x, y }: { readonly x: number; readonly y: number }): boolean {
  const [aside, above] = [CENTRE_TOLERANCE * box.width, CENTRE_TOLERANCE * box.height];
  return x >= box.left - aside && x <= box.left + box.width + aside && y >= box.top - above && y <= box.top + box.height + above;
}
