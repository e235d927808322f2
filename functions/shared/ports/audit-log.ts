import type { AuditAction, AuditEntry } from '../../../domain/audit.ts';

/** What somebody does, as far as it is known when it is entered. */
export interface AuditedAct {
  actor: AuditEntry['actor'];
  action: AuditAction;
  target: string | null;
  requestId: string;
  at: string;
}

/** Who read or changed what. Entries are added and counted, never taken away before their retention is over. */
export interface AuditLog {
  /** Enters a read, or a refused attempt; one like it in the same window is counted. */
  recordRead(act: AuditedAct, outcome: number): Promise<void>;
  /** Enters a change before it is made, its outcome open. */
  openChange(act: AuditedAct): Promise<void>;
  /** Enters how the change ended, with the target if that was not known before. */
  closeChange(act: AuditedAct, outcome: number): Promise<void>;
}
