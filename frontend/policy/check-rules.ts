import { SIGNALS_OF_SEVERAL_FRAMES } from '../../domain/incidents/signals.ts';
import type { PolicyRules } from '../../domain/policy.ts';
import type { PhotoLimits } from '../../domain/registration/photo-limits.ts';
import { FRAMES_RANGE, MAX_OBJECT_NAME_LENGTH, MAX_OBJECTS, MAX_RULES, OBJECT_CONFIDENCE_RANGE, PHOTO_RANGES, RULE_NAME, SCALAR_RANGES, type NumberRange, type ScalarName } from './limits.ts';

/** What is wrong with a field. */
export interface RuleProblem {
  /** As the API names the field: `objects.0.name`. */
  path: string;
  /** Below `policy.problems`. */
  key: 'number' | 'wholeNumber' | 'gap' | 'brightness' | 'objectName' | 'ruleName' | 'repeated' | 'signals' | 'ofLast' | 'singleFrame' | 'tooMany';
  /** What its text names, in the field's own unit. */
  values: Record<string, number>;
}

/** Everything that the API would refuse rules for, each at its field. */
export function checkRules(rules: PolicyRules): RuleProblem[] {
  return [
    ...(Object.keys(SCALAR_RANGES) as ScalarName[]).flatMap((name) => checkNumber(name, rules[name], SCALAR_RANGES[name])),
    ...(rules.maxGapMs <= rules.frameIntervalMs ? [problem('maxGapMs', 'gap')] : []),
    ...checkObjects(rules),
    ...checkIncidentRules(rules),
    ...checkPhoto(rules.photo),
  ];
}

function problem(path: string, key: RuleProblem['key'], values: Record<string, number> = {}): RuleProblem {
  return { path, key, values };
}

function checkNumber(path: string, value: number, { min, max, whole, factor }: Omit<NumberRange, 'unit'>): RuleProblem[] {
  const isRight = Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value));
  // Of what is shown in thousands a thousandth is not told from a whole one.
  return isRight ? [] : [problem(path, whole && factor === 1 ? 'wholeNumber' : 'number', { min: min / factor, max: max / factor })];
}

function checkObjects({ objects }: PolicyRules): RuleProblem[] {
  const tooMany = objects.length > MAX_OBJECTS ? [problem('objects', 'tooMany', { max: MAX_OBJECTS })] : [];
  const single = objects.flatMap(({ name, confidencePercent }, index) => {
    const path = `objects.${index}`;
    const isNamed = name.trim() !== '' && name.trim().length <= MAX_OBJECT_NAME_LENGTH && name.isWellFormed() && !/\p{Cc}/u.test(name);
    return [...(isNamed ? [] : [problem(`${path}.name`, 'objectName', { max: MAX_OBJECT_NAME_LENGTH })]), ...(confidencePercent === undefined ? [] : checkNumber(`${path}.confidencePercent`, confidencePercent, OBJECT_CONFIDENCE_RANGE))];
  });
  return [...tooMany, ...single, ...repeated('objects', objects)];
}

function checkIncidentRules({ incidentRules }: PolicyRules): RuleProblem[] {
  const tooMany = incidentRules.length > MAX_RULES ? [problem('incidentRules', 'tooMany', { max: MAX_RULES })] : [];
  const single = incidentRules.flatMap(({ name, signals, frames, ofLast }, index) => {
    const path = `incidentRules.${index}`;
    const numbers = [...checkNumber(`${path}.frames`, frames, FRAMES_RANGE), ...checkNumber(`${path}.ofLast`, ofLast, FRAMES_RANGE)];
    return [
      ...(RULE_NAME.test(name) ? [] : [problem(`${path}.name`, 'ruleName')]),
      ...(signals.length > 0 ? [] : [problem(`${path}.signals`, 'signals')]),
      ...numbers,
      ...(numbers.length === 0 && ofLast < frames ? [problem(`${path}.ofLast`, 'ofLast')] : []),
      ...(numbers.length === 0 && frames === 1 && !signals.every((signal) => SIGNALS_OF_SEVERAL_FRAMES.includes(signal)) ? [problem(`${path}.frames`, 'singleFrame')] : []),
    ];
  });
  return [...tooMany, ...single, ...repeated('incidentRules', incidentRules)];
}

function checkPhoto(photo: PhotoLimits): RuleProblem[] {
  const numbers = (Object.keys(PHOTO_RANGES) as (keyof PhotoLimits)[]).flatMap((name) => checkNumber(`photo.${name}`, photo[name], PHOTO_RANGES[name]));
  return [...numbers, ...(photo.maxBrightnessPercent <= photo.minBrightnessPercent ? [problem('photo.maxBrightnessPercent', 'brightness')] : [])];
}

/** Case does not tell labels apart. */
function repeated(list: string, named: readonly { name: string }[]): RuleProblem[] {
  const names = named.map(({ name }) => name.trim().toLowerCase());
  return names.flatMap((name, index) => (name !== '' && names.indexOf(name) < index ? [problem(`${list}.${index}.name`, 'repeated')] : []));
}
