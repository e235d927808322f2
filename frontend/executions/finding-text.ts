import type { CheckResult } from '../../domain/check-result.ts';
import { labelNames } from '../locales/label-name.ts';

/** A text of the locales: its key, and what is filled in. */
export interface FindingText {
  key: string;
  values: Record<string, string | number>;
}

/** What a check found, in a sentence for an auditor. */
export function findingText(result: CheckResult): FindingText {
  const text = (key: string, values: FindingText['values'] = {}): FindingText => ({ key: `executions.findings.${key}`, values });
  if (result.outcome === 'unknown') return text(`unknown.${result.reason ?? 'PROVIDER_ERROR'}`);
  const outcome = result.reason ?? 'pass';
  switch (result.check) {
    case 'objects':
    case 'moderation':
      return text(`${result.check}.${outcome}`, { names: labelNames(result.details.names) });
    case 'people':
    case 'faces':
      return text(`${result.check}.${outcome}`, { count: result.details.count });
    case 'identity':
      return text(`identity.${outcome}`, { name: result.details.match?.fullName ?? '' });
  }
}
