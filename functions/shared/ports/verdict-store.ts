import type { Verdict } from '../../../domain/verdict.ts';

/** The recorded verdicts: the audit's truth. */
export interface VerdictStore {
  /** Reads one verdict by its place, consistently. */
  get(sessionId: string, sequence: number): Promise<Verdict | null>;
  /** Finds a verdict among the last ones of its session, consistently: also one recorded a moment ago. */
  findRecent(sessionId: string, verdictId: string): Promise<Verdict | null>;
  /** Finds a verdict by its id; one recorded a moment ago may not be found yet. */
  findById(verdictId: string): Promise<Verdict | null>;
}
