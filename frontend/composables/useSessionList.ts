import { computed, shallowRef, type Ref } from 'vue';
import type { Session } from '../../domain/session.ts';
import type { ApiClient } from '../api/client.ts';
import { listSessions, type ListSessionsProps } from '../api/sessions.ts';
import { isReversed, toRange } from '../filters/period.ts';
import type { SessionFilters } from '../sessions/session-filters.ts';
import { usePagedList, type UsePagedListReturn } from './usePagedList.ts';

type SessionQuery = Omit<ListSessionsProps, 'cursor' | 'signal'>;

/** The sessions that the filters let through, newest first. A period begins anew with each refresh; filters that cannot hold ask for nothing. */
export function useSessionList(api: ApiClient, filters: Readonly<Ref<SessionFilters>>, { now = Date.now }: { now?: () => number } = {}): UsePagedListReturn<Session, SessionQuery> {
  const askedAtMs = shallowRef(now());
  const query = computed((): SessionQuery | null => {
    const { state, decision, person } = filters.value;
    return isReversed(filters.value) ? null : { state, decision, person, ...toRange(filters.value, askedAtMs.value) };
  });
  const list = usePagedList<Session, SessionQuery>({ query, load: (asked, cursor, signal) => listSessions(api, { ...asked, cursor, signal }) });
  return {
    ...list,
    refresh: async () => {
      const at = now();
      // Another time is another query, which begins anew by itself.
      if (at === askedAtMs.value) await list.refresh();
      else askedAtMs.value = at;
    },
  };
}
