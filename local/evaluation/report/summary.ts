import type { AngleError } from '../measures/pose-error.ts';
import type { BinaryDecision } from '../measures/binary-decision.ts';
import { formatCount, formatFixed, formatOneIn, formatRate } from './format.ts';
import type { EvaluationSections } from './report.ts';

/** Where the policy's own thresholds mostly are. */
const SIMILARITY_PERCENT = 80;
const FALSE_MATCH_RATE = 1e-3;
const PHONE_CONFIDENCE_PERCENT = 50;

/** The figures that are looked for first, a line for each data set; report.html has the rest, with intervals and limits. */
export function summaryOf({ faces, objects, phones, eyes, smiles, pose, groups }: EvaluationSections): string {
  const lines: [string, (string | null)[]][] = [];
  if (faces) {
    const wanted = faces.atFalseMatchRates.find(({ falseMatchRate }) => falseMatchRate === FALSE_MATCH_RATE);
    const similar = faces.atSimilarities.find(({ similarityPercent }) => similarityPercent === SIMILARITY_PERCENT);
    lines.push(['Faces', [
      `AUC ${formatFixed(faces.areaUnderCurve.value, 4)}`,
      typeof wanted?.trueMatchRate.value === 'number' ? `${formatRate(wanted.trueMatchRate.value)} match where ${formatOneIn(FALSE_MATCH_RATE)} strangers do` : null,
      similar ? `at Similarity ${SIMILARITY_PERCENT}: ${formatRate(similar.trueMatches.rate)} match, strangers ${formatCount(similar.falseMatches)}` : null,
    ]]);
  }
  if (objects) lines.push(['Objects', [`mAP50 ${formatFixed(objects.meanAveragePrecision50, 3)}`, `mAP50-95 ${formatFixed(objects.meanAveragePrecision50To95, 3)}`]]);
  const phone = phones?.atThresholds.find(({ thresholdPercent }) => thresholdPercent === PHONE_CONFIDENCE_PERCENT);
  if (phone) {
    lines.push(['Phones', [`from ${PHONE_CONFIDENCE_PERCENT} on: found ${formatCount(phone.located)}`, phone.falselyLabelled && `falsely seen in ${formatCount(phone.falselyLabelled)} photos`]]);
  }
  if (eyes) lines.push(['Eyes', decision(eyes.decision)]);
  if (smiles) lines.push(['Smiles', decision(smiles.decision)]);
  if (pose) lines.push(['Pose', [`mean error of yaw ${degrees(pose.yaw)}`, `pitch ${degrees(pose.pitch)}`, `roll ${degrees(pose.roll)}`]]);
  if (groups) lines.push(['Groups', [`found ${formatCount(groups.found)} faces`, `${groups.falseFaces} false`]]);
  return lines.map(([title, figures]) => `${title.padEnd(9)}${figures.filter((figure) => figure !== null).join('; ')}\n`).join('');
}

function decision({ areaUnderCurve, accuracy }: BinaryDecision): string[] {
  return [`AUC ${formatFixed(areaUnderCurve, 4)}`, `${formatCount(accuracy)} right`];
}

function degrees({ meanAbsoluteErrorDegrees }: AngleError): string {
  return formatFixed(meanAbsoluteErrorDegrees, 1, '°');
}
