import type { FaceData } from '../data/face-data.ts';
import type { SampleReport } from '../data/remarks.ts';
import { type CrossValidatedAccuracy, crossValidate, dealFolds } from '../measures/cross-validation.ts';
import { compareGroups, type GroupComparison, type GroupedPair } from '../measures/group-rates.ts';
import { falselyIdentifiedCount, identifiedCount, rankOneCount } from '../measures/identification.ts';
import { hull, type Interval, type Proportion, proportion } from '../measures/intervals.ts';
import { type LogOddsBin, logOddsHistogram } from '../measures/log-odds-histogram.ts';
import { bootstrapByPerson, type RocIntervals } from '../measures/person-bootstrap.ts';
import { type OperatingPoints, sortTrials, summariseRoc } from '../measures/roc.ts';
import { type RocPoint, rocPoints } from '../measures/roc-points.ts';
import { type Support, supportFor } from '../measures/support.ts';
import { type Comparisons, comparePhotos } from './compare-photos.ts';
import type { EvaluationContext } from './context.ts';
import { enrolPhotos } from './enrol-photos.ts';
import { type PairInError, worstPairs } from './pairs-in-error.ts';
import { searchPhotos } from './search-photos.ts';

/** Similarities that people choose between; 85 is the policy's. */
const SIMILARITIES_PERCENT = [50, 80, 85, 90, 99] as const;
const FALSE_MATCH_RATES = [1e-2, 1e-3, 1e-4] as const;
const POLICY_PERCENT = 85;

export interface Figure {
  /** Null when there is nothing to take it from. */
  readonly value: number | null;
  readonly interval: Interval | null;
}

export interface FaceEvaluation {
  readonly sample: SampleReport;
  readonly people: number;
  /** Readable photos in which no face was found. */
  readonly failureToEnrol: Proportion;
  readonly pairs: {
    readonly source: 'list' | 'all pairs';
    readonly genuine: number;
    readonly impostor: number;
    readonly genuineWithoutFace: number;
    readonly impostorWithoutFace: number;
  };
  readonly areaUnderCurve: Figure;
  readonly equalErrorRate: Figure;
  readonly atFalseMatchRates: readonly {
    readonly falseMatchRate: number;
    readonly support: Support;
    /** TAR; null where the pairs cannot tell. */
    readonly trueMatchRate: Figure;
    readonly similarityPercent: number | null;
  }[];
  readonly atSimilarities: readonly {
    readonly similarityPercent: number;
    /** FMR and 1 - FNMR, of the pairs that could be compared. The interval is the wider of Wilson's and the bootstrap's. */
    readonly falseMatches: Proportion;
    readonly trueMatches: Proportion;
    /** FAR and FRR, of all pairs: without a face nobody is accepted. */
    readonly falseAcceptRate: number | null;
    readonly falseRejectRate: number | null;
  }[];
  readonly crossValidatedAccuracy: CrossValidatedAccuracy | null;
  readonly roc: readonly RocPoint[];
  readonly histogram: readonly LogOddsBin[];
  readonly identification: {
    readonly gallery: number;
    readonly rankOne: Proportion;
    /** TPIR and FPIR of a search among `gallery` people. */
    readonly atSimilarities: readonly { readonly similarityPercent: number; readonly identified: Proportion; readonly falselyIdentified: Proportion }[];
  };
  /** At Similarity 85; null without groups. */
  readonly groups: GroupComparison | null;
  /** At Similarity 85, the worst first. */
  readonly errors: { readonly falseMatches: readonly PairInError[]; readonly falseNonMatches: readonly PairInError[] };
}

/** Whether two photos are told to show the same person: verification, one to one, and identification, one to many. */
export async function evaluateFaces(context: EvaluationContext, data: FaceData): Promise<FaceEvaluation> {
  const enrolled = await enrolPhotos(context, data);
  const comparisons = await comparePhotos(context, data, enrolled);
  const { gallery, outcomes } = await searchPhotos(context, data, enrolled);
  const { similaritiesPercent, genuine } = comparisons;
  const genuineCount = genuine.reduce((sum, isGenuine) => sum + isGenuine, 0);
  const impostorCount = genuine.length - genuineCount;
  const wanted: OperatingPoints = { falsePositiveRates: FALSE_MATCH_RATES, thresholds: SIMILARITIES_PERCENT };
  const trials = sortTrials(similaritiesPercent, genuine);
  const summary = summariseRoc(trials, wanted);
  const { numbers, people } = numberPeople(data, [...enrolled.vectors.keys()]);
  const intervals = bootstrapByPerson(trials, { first: comparisons.first.map((photo) => numbers.get(photo) ?? 0), second: comparisons.second.map((photo) => numbers.get(photo) ?? 0), people }, wanted);
  const both = genuineCount > 0 && impostorCount > 0;
  const identify = ({ found, of }: { readonly found: number; readonly of: number }): Proportion => proportion(found, of);
  return {
    sample: { dir: data.dir, photos: data.photos.length + data.leftOut.length, used: enrolled.vectors.size, leftOut: enrolled.leftOut, remarks: enrolled.remarks },
    people,
    failureToEnrol: proportion(enrolled.withoutFace.size, enrolled.attempted),
    pairs: { source: data.pairs ? 'list' : 'all pairs', genuine: genuineCount, impostor: impostorCount, genuineWithoutFace: comparisons.genuineWithoutFace, impostorWithoutFace: comparisons.impostorWithoutFace },
    areaUnderCurve: both ? { value: summary.areaUnderCurve, interval: intervals?.areaUnderCurve ?? null } : UNKNOWN,
    equalErrorRate: both ? { value: summary.equalErrorRate, interval: intervals?.equalErrorRate ?? null } : UNKNOWN,
    atFalseMatchRates: FALSE_MATCH_RATES.map((falseMatchRate, index) => {
      const support = supportFor(falseMatchRate, impostorCount);
      const at = summary.atFalsePositiveRates[index];
      if (support === 'not measurable' || !both || !at) return { falseMatchRate, support, trueMatchRate: UNKNOWN, similarityPercent: null };
      const interval = intervals?.truePositiveRates[index] ?? null;
      return { falseMatchRate, support, trueMatchRate: { value: at.truePositiveRate, interval }, similarityPercent: Number.isFinite(at.threshold) ? at.threshold : null };
    }),
    atSimilarities: SIMILARITIES_PERCENT.map((similarityPercent, index) => atSimilarity(comparisons, similarityPercent, intervals?.atThresholds[index])),
    crossValidatedAccuracy: both ? crossValidate(trials, foldsOf(data, comparisons)) : null,
    roc: both ? rocPoints(trials) : [],
    histogram: logOddsHistogram(similaritiesPercent, genuine),
    identification: {
      gallery,
      rankOne: identify(rankOneCount(outcomes)),
      atSimilarities: SIMILARITIES_PERCENT.map((similarityPercent) => ({
        similarityPercent,
        identified: identify(identifiedCount(outcomes, similarityPercent)),
        falselyIdentified: identify(falselyIdentifiedCount(outcomes, similarityPercent)),
      })),
    },
    groups: hasGroups(data) ? compareGroups(groupedPairs(data, comparisons), POLICY_PERCENT) : null,
    errors: worstPairs(data, comparisons, POLICY_PERCENT),
  };
}

const UNKNOWN: Figure = { value: null, interval: null };

function atSimilarity({ similaritiesPercent, genuine, genuineWithoutFace, impostorWithoutFace }: Comparisons, similarityPercent: number, bootstrapped: RocIntervals['atThresholds'][number] | undefined): FaceEvaluation['atSimilarities'][number] {
  const [accepted, all] = [[0, 0], [0, 0]] as [[number, number], [number, number]];
  for (let pair = 0; pair < genuine.length; pair += 1) {
    const kind = genuine[pair] === 1 ? 1 : 0;
    all[kind] += 1;
    if ((similaritiesPercent[pair] ?? 0) >= similarityPercent) accepted[kind] += 1;
  }
  const falseMatches = proportion(accepted[0], all[0]);
  const trueMatches = proportion(accepted[1], all[1]);
  const ratio = (count: number, of: number): number | null => (of === 0 ? null : count / of);
  return {
    similarityPercent,
    falseMatches: { ...falseMatches, interval: hull(falseMatches.interval, bootstrapped?.falsePositiveRate ?? null) },
    trueMatches: { ...trueMatches, interval: hull(trueMatches.interval, bootstrapped?.truePositiveRate ?? null) },
    falseAcceptRate: ratio(accepted[0], all[0] + impostorWithoutFace),
    falseRejectRate: ratio(all[1] - accepted[1] + genuineWithoutFace, all[1] + genuineWithoutFace),
  };
}

/** Numbers people from 0; by a photo's number in the data. */
function numberPeople(data: FaceData, photos: readonly number[]): { readonly numbers: ReadonlyMap<number, number>; readonly people: number } {
  const people = new Map<string, number>();
  const numbers = new Map(photos.map((photo): [number, number] => {
    const person = data.photos[photo]?.person ?? '';
    const number = people.get(person) ?? people.size;
    people.set(person, number);
    return [photo, number];
  }));
  return { numbers, people: people.size };
}

/** The list's own folds, if every pair of it has one. */
function foldsOf(data: FaceData, { listed, genuine }: Comparisons): ArrayLike<number> {
  const folds = listed === null ? [] : Array.from(listed, (place) => data.pairs?.[place]?.fold ?? null).filter((fold) => fold !== null);
  return folds.length === genuine.length ? folds : dealFolds(genuine);
}

function hasGroups({ pairs, groups }: FaceData): boolean {
  return groups.size > 0 || (pairs?.some(({ group }) => group !== null) ?? false);
}

/** The pairs with a group: the list's own, or that of both people. */
function* groupedPairs(data: FaceData, { similaritiesPercent, genuine, first, second, listed }: Comparisons): Generator<GroupedPair> {
  const groupOfPhoto = (photo: number | undefined): string | undefined => data.groups.get(data.photos[photo ?? -1]?.person ?? '');
  for (let pair = 0; pair < genuine.length; pair += 1) {
    const groups = [groupOfPhoto(first[pair]), groupOfPhoto(second[pair])];
    const group = data.pairs?.[listed?.[pair] ?? -1]?.group ?? (groups[0] === groups[1] ? groups[0] : undefined);
    if (group !== undefined) yield { group, genuine: genuine[pair] === 1, similarityPercent: similaritiesPercent[pair] ?? 0 };
  }
}
