import type { CheckResult } from '../../domain/check-result.ts';
import { labelNames } from '../locales/label-name.ts';

/** A text of the locales: its key, and what is filled in. */
export interface LocalText {
  key: string;
  values: Record<string, string | number>;
}

/** What a check found, in a sentence for the candidate. */
export function checkText(result: CheckResult): LocalText {
  const text = (key: string, values: LocalText['values'] = {}): LocalText => ({ key: `checks.${result.check}.${key}`, values });
  if (result.outcome === 'unknown') return { key: `reasons.${result.reason ?? 'PROVIDER_ERROR'}`, values: {} };
  switch (result.check) {
    case 'objects':
    case 'moderation':
      return result.outcome === 'pass' ? text('pass') : text('fail', { names: labelNames(result.details.names) });
    case 'people':
    case 'faces':
      return result.outcome === 'pass' ? text('pass') : text(result.details.count === 0 ? 'none' : 'several', { count: result.details.count });
    case 'identity':
      if (result.outcome === 'pass') return text('pass', { name: result.details.match?.fullName ?? '' });
      return text(result.reason ?? 'UNKNOWN_PERSON', { name: result.details.match?.fullName ?? '' });
  }
}
