import { useI18n } from 'vue-i18n';
import type { VerdictFilters } from '../verdicts/filters.ts';

/** Words for what a list of verdicts is restricted to, as a heading has them. */
export function useListText(): (filters: VerdictFilters) => string {
  const { t } = useI18n();
  return ({ decision, reviewed, session, person, period }) =>
    [
      decision === null ? t('verdicts.anyDecision') : t(`session.decisions.${decision}`),
      ...(reviewed === null ? [] : [t(`verdicts.reviewed.${reviewed}`)]),
      ...(session === null ? [] : [t('verdicts.ofSession')]),
      ...(person === null ? [] : [person]),
      ...(period === 'month' ? [] : [t(`filters.periods.${period}`)]),
    ].join(' · ');
}
