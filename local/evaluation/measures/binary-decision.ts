import { bootstrapInterval } from './bootstrap.ts';
import { type Interval, type Proportion, proportion } from './intervals.ts';
import { reliability, type Reliability } from './reliability.ts';
import { sortTrials, summariseRoc } from './roc.ts';

/** A yes-or-no question to a photo: the probability of yes that was answered, 0-1, and the truth. */
export interface BinaryAnswer {
  readonly probability: number;
  readonly isTrue: boolean;
}

export interface BinaryDecision {
  /** Null when one of the two kinds is missing. */
  readonly areaUnderCurve: number | null;
  readonly areaUnderCurveInterval: Interval | null;
  /** Right answers when yes is said above one half, as the API does. */
  readonly accuracy: Proportion;
  readonly truePositives: Proportion;
  readonly trueNegatives: Proportion;
  readonly reliability: Reliability;
}

/** The engine says yes above this. */
const THRESHOLD = 0.5;

/** How well a yes-or-no question is answered. */
export function judgeBinary(answers: readonly BinaryAnswer[]): BinaryDecision {
  const yes = answers.filter(({ isTrue }) => isTrue);
  const no = answers.filter(({ isTrue }) => !isTrue);
  const saidYes = yes.filter(({ probability }) => probability > THRESHOLD).length;
  const saidNo = no.filter(({ probability }) => probability <= THRESHOLD).length;
  const bothKinds = yes.length > 0 && no.length > 0;
  return {
    areaUnderCurve: bothKinds ? areaUnderCurve(answers) : null,
    areaUnderCurveInterval: bothKinds ? bootstrapInterval(answers, areaUnderCurve) : null,
    accuracy: proportion(saidYes + saidNo, answers.length),
    truePositives: proportion(saidYes, yes.length),
    trueNegatives: proportion(saidNo, no.length),
    reliability: reliability(answers.map(({ probability, isTrue }) => ({ confidencePercent: 100 * probability, isTrue }))),
  };
}

function areaUnderCurve(answers: readonly BinaryAnswer[]): number {
  const trials = sortTrials(answers.map(({ probability }) => probability), answers.map(({ isTrue }) => Number(isTrue)));
  return summariseRoc(trials, { falsePositiveRates: [], thresholds: [] }).areaUnderCurve;
}
