import type { Decision } from '../../domain/decision.ts';
import type { HistoryEvent } from '../../domain/history.ts';
import type { ApiClient, Page } from './client.ts';

/** Whose executions are on record. */
export const MACHINES = ['verify-frame', 'register-face', 'register-bulk'] as const;
export type Machine = (typeof MACHINES)[number];

export const EXECUTION_STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT'] as const;
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** A run of one of the state machines. */
export interface Execution {
  /** The id of the verdict, registration or import that it works for. */
  name: string;
  machine: Machine;
  /** Null until it is known. */
  executionArn: string | null;
  status: ExecutionStatus;
  /** That of the recorded verdict; null for everything else. */
  decision: Decision | null;
  /** Of the frame; null for everything else. */
  sessionId: string | null;
  /** ISO 8601, UTC. */
  startDate: string;
  stopDate: string | null;
  error: string | null;
}

export interface ListExecutionsProps {
  machine: Machine | null;
  status: ExecutionStatus | null;
  decision: Decision | null;
  /** A session's id. */
  session: string | null;
  /** Who asked for it: their `sub`, or a candidate's e-mail. */
  person: string | null;
  /** ISO 8601; of the last 30 days where null. */
  from: string | null;
  to: string | null;
  cursor: string | null;
  signal?: AbortSignal;
}

/** Newest first. */
export function listExecutions(api: ApiClient, { signal, ...query }: ListExecutionsProps): Promise<Page<Execution>> {
  return api.json('/executions', { query, signal: signal ?? null });
}

export function getExecution(api: ApiClient, name: string, signal?: AbortSignal): Promise<Execution> {
  return api.json(`/executions/${encodeURIComponent(name)}`, { signal: signal ?? null });
}

/** Its events in the order of their ids; of one that ended a moment ago some may still be on their way. */
export function getExecutionHistory(api: ApiClient, name: string, signal?: AbortSignal): Promise<Page<HistoryEvent>> {
  return api.json(`/executions/${encodeURIComponent(name)}/history`, { signal: signal ?? null });
}
