/** An auditor's word that a verdict recognised the wrong person: a suggestion to the administrators, which changes nothing by itself. */
export interface MatchReport {
  /** The verdict's; it has one report at the most. */
  verdictId: string;
  sessionId: string;
  /** Whom the verdict recognised. */
  match: { externalImageId: string; fullName: string; similarityPercent: number };
  note: string;
  /** The `sub` of the auditor. */
  reportedBy: string;
  reportedAt: string;
  state: 'open' | 'settled';
  /** What an administrator did about it; null while it is open. */
  settlement: { note: string; settledBy: string; settledAt: string } | null;
}
