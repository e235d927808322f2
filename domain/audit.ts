/**
 * What somebody did, each named as an AWS operation would be. A new route adds its own.
 * Reads are counted; changes stand for themselves.
 */
export const AUDIT_ACTIONS = [
  'ListVerdicts', 'ReadVerdict', 'ReadFrame', 'ReadReview', 'ListReviews', 'PutReview',
  'ListExecutions', 'ReadExecution', 'ReadExecutionHistory',
  'ListSessions', 'ReadSession', 'ListSessionVerdicts', 'ReadSessionTimeline', 'StartSession', 'EndSession', 'PutSessionNote', 'ExportSession', 'ReadExport', 'HoldSession', 'ReleaseSession', 'EraseSession',
  'ListFaces', 'ReadFace', 'ReadFacePhoto', 'RegisterFace', 'ReadRegistration', 'UpdateFace', 'AddFacePhoto', 'DeleteFace', 'ErasePerson', 'ReadErasure', 'ListErasures',
  'StartImport', 'ReadImport', 'ListImports', 'CancelImport', 'Reconcile', 'ReadReconciliation',
  'ReportMatch', 'ListMatchReports', 'SettleMatchReport',
  'PutPolicy', 'PreviewPolicy', 'ListAuditLog',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Equal reads within one of these windows are one entry. A day holds a whole number of them. */
export const READ_WINDOW_MS = 300_000;

/** Who read or changed what, and how it was answered. Holds ids alone: no name, e-mail or picture. */
export interface AuditEntry {
  /** Sorts by time: that of a change, or the beginning of the window in which a read was first made. */
  entryId: string;
  /** When it was first done. */
  at: string;
  actor: { sub: string; groups: readonly string[] };
  action: AuditAction;
  /** The id of what was read or changed, or the query of a list; null where the attempt was refused before either mattered. */
  target: string | null;
  /** The answer's status code; null for a change whose end is not known, for its function was cut off. */
  outcome: number | null;
  /** Of the first request. */
  requestId: string;
  /** How often, within the window; a change counts once. */
  times: number;
  lastAt: string;
}

/** The time at which the window of a read begins. */
export function readWindowOf(at: string): string {
  const time = Date.parse(at);
  return new Date(time - (time % READ_WINDOW_MS)).toISOString();
}
