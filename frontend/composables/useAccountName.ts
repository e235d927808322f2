import { useI18n } from 'vue-i18n';
import { useSession } from '../auth/session.ts';

/** Enough of an account's id to tell people apart. */
const SHOWN = 8;

/** What an account is called where only its id is known: "You", or the beginning of the id. */
export function useAccountName(): (sub: string) => string {
  const { t } = useI18n();
  const session = useSession();
  return (sub) => (sub === session.user.value?.sub ? t('actor.you') : sub.slice(0, SHOWN));
}
