import { useI18n } from 'vue-i18n';
import type { IncidentRule } from '../../domain/incidents/incident.ts';
import type { PolicyObject } from '../../domain/policy.ts';
import { PHOTO_RANGES, SCALAR_RANGES, type NumberRange } from '../policy/limits.ts';
import type { RuleProblem } from '../policy/check-rules.ts';

export interface UsePolicyTextReturn {
  /** What a number of the policy is called, by its path. */
  fieldName: (path: string) => string;
  /** A number of the policy with its unit. */
  number: (path: string, value: number) => string;
  object: (object: PolicyObject) => string;
  /** An incident rule as a sentence. */
  rule: (rule: IncidentRule) => string;
  problem: (problem: RuleProblem) => string;
}

/** Puts a policy into words. */
export function usePolicyText(): UsePolicyTextReturn {
  const { t, n } = useI18n();
  const plain = (value: number): string => n(value, { maximumFractionDigits: 3 });

  return {
    fieldName: (path) => t(`policy.fields.${path}.label`),
    number: (path, value) => {
      const { unit, factor } = rangeOf(path);
      return `${plain(value / factor)} ${t(`policy.units.${unit}`)}`;
    },
    object: ({ confidencePercent }) => (confidencePercent === undefined ? t('policy.objects.minimum') : t('policy.objects.from', { percent: plain(confidencePercent) })),
    rule: ({ signals, frames, ofLast, severity }) =>
      t('policy.rules.sentence', {
        signals: signals.map((signal) => t(`policy.signals.${signal}`)).join(', '),
        count: frames === ofLast ? t('policy.rules.inARow', frames) : t('policy.rules.ofLast', { frames: plain(frames), ofLast: plain(ofLast) }),
        severity: t(`incident.severities.${severity}`),
      }),
    problem: ({ key, values }) => t(`policy.problems.${key}`, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]))),
  };
}

/** @param path `maxGapMs` or `photo.maxYawDegrees` */
export function rangeOf(path: string): NumberRange {
  const ranges: Readonly<Record<string, NumberRange>> = path.startsWith('photo.') ? PHOTO_RANGES : SCALAR_RANGES;
  const range = ranges[path.replace(/^photo\./, '')];
  if (range === undefined) throw new Error(`The policy has no number ${path}.`);
  return range;
}
