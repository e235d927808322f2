import type { ObjectData, ObjectPhoto } from '../data/object-data.ts';
import type { SampleReport } from '../data/remarks.ts';
import { averagePrecision } from '../measures/average-precision.ts';
import { bootstrapIntervalAround, meanOf } from '../measures/bootstrap.ts';
import { type Interval, type Proportion, proportion } from '../measures/intervals.ts';
import { type JudgedDetection, matchDetections } from '../measures/object-matching.ts';
import { reliability, type Reliability } from '../measures/reliability.ts';
import { labelOf } from '../../rekognition/labels/taxonomy.ts';
import { COCO_CLASSES } from '../../vision/objects/coco-classes.ts';
import { analysePhotos } from './analyse-photos.ts';
import type { EvaluationContext } from './context.ts';
import { detectLabels, type PhotoLabel } from './detect-labels.ts';

const OBJECT_THRESHOLDS_PERCENT = [50, 70, 85] as const;

/** COCO's: 0.5, 0.55 … 0.95. */
const OVERLAPS = Array.from({ length: 10 }, (_, step) => 0.5 + 0.05 * step);

export interface ClassEvaluation {
  readonly name: string;
  readonly objects: number;
  readonly averagePrecision50: number;
  readonly averagePrecision50To95: number;
}

export interface ObjectEvaluation {
  readonly sample: SampleReport;
  readonly objects: number;
  /** Means over the classes of which there is an object; null without any. */
  readonly meanAveragePrecision50: number | null;
  /** Bootstrapped over photos. */
  readonly meanAveragePrecision50Interval: Interval | null;
  readonly meanAveragePrecision50To95: number | null;
  readonly classes: readonly ClassEvaluation[];
  /** Classes of the data set that the engine has no name for: in no figure. */
  readonly unknownClasses: readonly { readonly name: string; readonly objects: number }[];
  /** At an overlap of 0.5. */
  readonly atThresholds: readonly { readonly thresholdPercent: number; readonly precision: Proportion; readonly recall: Proportion }[];
  /** Of boxes: one is true that overlaps an object of its name by half. */
  readonly instanceReliability: Reliability;
  /** Of labels: one is true whose object is somewhere in the photo. */
  readonly labelReliability: Reliability;
}

export interface ObjectFindings {
  readonly evaluation: ObjectEvaluation;
  /** Of the photos that show no object of a class, by the engine's name of it. */
  labelsOfPhotosWithout(name: string): readonly (readonly PhotoLabel[])[];
}

/** What was found of one class in one photo. */
interface ClassInPhoto {
  readonly truths: number;
  /** By overlap, in the order of OVERLAPS. */
  readonly judged: readonly (readonly JudgedDetection[])[];
}

/** How well objects are found and named: the boxes of DetectLabels against labelled ones. */
export async function evaluateObjects(context: EvaluationContext, data: ObjectData): Promise<ObjectFindings> {
  const { analysed, unreadable } = await analysePhotos(context, { step: 'Objects', dir: data.dir, photos: data.photos }, (bytes) => detectLabels(context.vision, bytes));
  const nameOf = namesOfClasses();
  const known = (photo: ObjectPhoto): { readonly name: string; readonly box: ObjectPhoto['objects'][number]['box'] }[] =>
    photo.objects.flatMap(({ className, box }) => {
      const name = nameOf.get(className.toLowerCase());
      return name === undefined ? [] : [{ name, box }];
    });
  const names = [...new Set(analysed.flatMap(({ photo }) => known(photo).map(({ name }) => name)))].sort();
  const photos = analysed.map(({ photo, result }) => {
    const objects = known(photo);
    return new Map(names.map((name): [string, ClassInPhoto] => {
      const truths = objects.filter((object) => object.name === name).map(({ box }) => box);
      const instances = result.find((label) => label.name === name)?.instances ?? [];
      return [name, { truths: truths.length, judged: OVERLAPS.map((overlap) => matchDetections(instances, truths, overlap)) }];
    }));
  });
  const classes = names.map((name) => evaluateClass(name, photos.flatMap((photo) => photo.get(name) ?? [])));
  // Also of names that no photo has an object of: they are false.
  const instances = analysed.flatMap(({ photo, result }) => result.flatMap((label) =>
    matchDetections(label.instances, known(photo).filter(({ name }) => name === label.name).map(({ box }) => box), 0.5)));
  const labels = analysed.flatMap(({ photo, result }) => result.filter((label) => label.instances.length > 0).map(({ name, confidencePercent }) => ({ confidencePercent, isTrue: known(photo).some((object) => object.name === name) })));
  const objects = analysed.reduce((sum, { photo }) => sum + known(photo).length, 0);
  return {
    evaluation: {
      sample: { dir: data.dir, photos: data.photos.length + data.leftOut.length, used: analysed.length, leftOut: [...data.leftOut, ...unreadable], remarks: [] },
      objects,
      meanAveragePrecision50: meanOrNull(classes.map((it) => it.averagePrecision50)),
      meanAveragePrecision50Interval: bootstrapIntervalAround(photos, (drawn) => meanAveragePrecision50(names, drawn)),
      meanAveragePrecision50To95: meanOrNull(classes.map((it) => it.averagePrecision50To95)),
      classes,
      unknownClasses: countUnknown(data.photos, nameOf),
      atThresholds: OBJECT_THRESHOLDS_PERCENT.map((thresholdPercent) => {
        const sure = instances.filter(({ confidencePercent }) => confidencePercent >= thresholdPercent);
        const right = sure.filter(({ isTrue }) => isTrue).length;
        return { thresholdPercent, precision: proportion(right, sure.length), recall: proportion(right, objects) };
      }),
      instanceReliability: reliability(instances),
      labelReliability: reliability(labels),
    },
    labelsOfPhotosWithout: (name) => analysed.filter(({ photo }) => !known(photo).some((object) => object.name === name)).map(({ result }) => result),
  };
}

function evaluateClass(name: string, photos: readonly ClassInPhoto[]): ClassEvaluation {
  const objects = photos.reduce((sum, { truths }) => sum + truths, 0);
  const precisions = OVERLAPS.map((_, at) => averagePrecision(photos.flatMap(({ judged }) => judged[at] ?? []), objects));
  return { name, objects, averagePrecision50: precisions[0] ?? NaN, averagePrecision50To95: meanOf(precisions) };
}

function meanAveragePrecision50(names: readonly string[], photos: readonly ReadonlyMap<string, ClassInPhoto>[]): number {
  return meanOf(names.flatMap((name) => {
    const inPhotos = photos.flatMap((photo) => photo.get(name) ?? []);
    const objects = inPhotos.reduce((sum, { truths }) => sum + truths, 0);
    return objects === 0 ? [] : [averagePrecision(inPhotos.flatMap(({ judged }) => judged[0] ?? []), objects)];
  }));
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : meanOf(values);
}

/** A data set may call an object by COCO's name, by Rekognition's or by one of its aliases, in capitals or not. */
function namesOfClasses(): ReadonlyMap<string, string> {
  return new Map(COCO_CLASSES.flatMap((coco) => {
    const { name, aliases } = labelOf(coco);
    return [coco, name, ...aliases].map((alias): [string, string] => [alias.toLowerCase(), name]);
  }));
}

function countUnknown(photos: readonly ObjectPhoto[], nameOf: ReadonlyMap<string, string>): { name: string; objects: number }[] {
  const counts = new Map<string, number>();
  for (const { className } of photos.flatMap(({ objects }) => objects)) {
    if (!nameOf.has(className.toLowerCase())) counts.set(className, (counts.get(className) ?? 0) + 1);
  }
  return [...counts].map(([name, objects]) => ({ name, objects }));
}
