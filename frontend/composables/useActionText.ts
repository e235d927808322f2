import { useI18n } from 'vue-i18n';

/** What was done, in words; the API's own name for what this version of the app does not know. */
export function useActionText(): (action: string) => string {
  const i18n = useI18n();
  return (action) => (i18n.te(`audit.actions.${action}`) ? i18n.t(`audit.actions.${action}`) : action);
}
