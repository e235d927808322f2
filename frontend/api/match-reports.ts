import type { MatchReport } from '../../domain/match-report.ts';
import type { ApiClient, Page } from './client.ts';

export interface ListMatchReportsProps {
  state: MatchReport['state'];
  cursor: string | null;
  signal?: AbortSignal;
}

/** What auditors hold for wrong matches, newest first. */
export function listMatchReports(api: ApiClient, { state, cursor, signal }: ListMatchReportsProps): Promise<Page<MatchReport>> {
  return api.json('/match-reports', { query: { state, cursor }, signal: signal ?? null });
}

/** Notes what was done about a report. */
export function settleMatchReport(api: ApiClient, verdictId: string, note: string): Promise<MatchReport> {
  return api.json(`/match-reports/${encodeURIComponent(verdictId)}/settle`, { method: 'POST', body: { note } });
}
