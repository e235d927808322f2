import { computed } from 'vue';
import type { MatchReport } from '../../domain/match-report.ts';
import type { ApiClient } from '../api/client.ts';
import { listMatchReports, settleMatchReport } from '../api/match-reports.ts';
import { usePagedList, type UsePagedListReturn } from './usePagedList.ts';

export interface UseMatchReportsReturn {
  list: UsePagedListReturn<MatchReport, MatchReport['state']>;
  /** Notes what was done; the report leaves the open ones. Rejects as the API does. */
  settle: (report: MatchReport, note: string) => Promise<void>;
}

/** What auditors hold for wrong matches. */
export function useMatchReports(api: ApiClient, state: () => MatchReport['state']): UseMatchReportsReturn {
  const list = usePagedList<MatchReport, MatchReport['state']>({
    query: computed(state),
    load: (asked, cursor, signal) => listMatchReports(api, { state: asked, cursor, signal }),
  });

  async function settle({ verdictId }: MatchReport, note: string): Promise<void> {
    await settleMatchReport(api, verdictId, note);
    await list.refresh();
  }

  return { list, settle };
}
