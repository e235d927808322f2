import { useI18n } from 'vue-i18n';

/** What a rule is called: those of the default policy in the reader's language, others as whoever made them named them. */
export function useRuleName(): (rule: string) => string {
  const i18n = useI18n();
  return (rule) => (i18n.te(`incident.rules.${rule}`) ? i18n.t(`incident.rules.${rule}`) : rule);
}
