import type { MatchReport } from '../../../domain/match-report.ts';

export interface MatchReports {
  /** Replaces an open report on the same verdict; a settled one stays as it is: then false. */
  put(report: MatchReport): Promise<boolean>;
  find(verdictId: string): Promise<MatchReport | null>;
  /** Of one state, newest first. */
  list(state: MatchReport['state'], cursor: string | null): Promise<{ items: MatchReport[]; nextCursor: string | null }>;
  /** Settles an open report. Null when there is none. */
  settle(verdictId: string, settlement: NonNullable<MatchReport['settlement']>): Promise<MatchReport | null>;
}
