import type { RouteLocationRaw } from 'vue-router';
import type { AuditAction, AuditEntry } from '../../domain/audit.ts';

/** What an entry is about, as its reader sees it. */
export type AuditTarget =
  /** An id, and where it can be looked at; null where auditors have no page for it. */
  | { kind: 'id'; id: string; to: RouteLocationRaw | null }
  /** What a list was asked for, and where it can be asked for again. */
  | { kind: 'list'; query: [name: string, value: string][]; to: RouteLocationRaw | null }
  | { kind: 'none' };

const EXECUTION_ACTIONS: readonly AuditAction[] = ['ReadVerdict', 'ReadFrame', 'ReadReview', 'PutReview', 'ReportMatch', 'SettleMatchReport', 'ReadExecution', 'ReadExecutionHistory', 'ReadRegistration', 'ReadImport', 'StartImport', 'CancelImport'];
const SESSION_ACTIONS: readonly AuditAction[] = ['StartSession', 'ReadSession', 'ReadSessionTimeline', 'PutSessionNote', 'ListSessionVerdicts', 'ListReviews', 'EndSession', 'ExportSession', 'ReadExport', 'HoldSession', 'ReleaseSession', 'EraseSession'];
const LIST_PATHS: Partial<Record<AuditAction, string | null>> = { ListVerdicts: '/verdicts', ListExecutions: '/executions', ListSessions: '/sessions', ListAuditLog: '/audit', ListFaces: null, ListMatchReports: null, ListImports: null, ListErasures: null };
/** Stands for a value that the log does not keep. */
const HIDDEN = '…';

export function targetOf({ action, target }: Pick<AuditEntry, 'action' | 'target'>): AuditTarget {
  const listPath = LIST_PATHS[action];
  if (listPath !== undefined) return listOf(listPath, target ?? '');
  if (target === null || target === '') return { kind: 'none' };
  if (EXECUTION_ACTIONS.includes(action)) return { kind: 'id', id: target, to: { name: 'execution', params: { name: target } } };
  if (SESSION_ACTIONS.includes(action)) return { kind: 'id', id: target, to: { path: `/sessions/${encodeURIComponent(target)}` } };
  return { kind: 'id', id: target, to: null };
}

function listOf(path: string | null, target: string): AuditTarget {
  const query = target.split('&').filter((part) => part !== '').map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [name, value.join('=')];
  });
  const known = query.filter(([, value]) => value !== HIDDEN);
  const isPeriod = known.some(([name]) => name === 'from' || name === 'to');
  return { kind: 'list', query, to: path === null ? null : { path, query: { ...Object.fromEntries(known), ...(isPeriod ? { period: 'custom' } : {}) } } };
}
