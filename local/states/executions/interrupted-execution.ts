import { createHash } from 'node:crypto';
import type { ExecutionEnd } from '../engine/execution-end.ts';
import type { ResumePoint } from '../engine/resume-point.ts';
import { findResumePoint } from '../engine/resume-point.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import type { Machine } from '../machines/machine.ts';
import type { ExecutionSummary } from './execution-summary.ts';

/** What becomes of an execution that was RUNNING when its process ended. */
export type Fate =
  /** It had ended, which was not yet noted. */
  | { kind: 'ended'; status: ExecutionEnd['status']; stopMs: number }
  | { kind: 'resumed'; machine: Machine; point: ResumePoint; input: string }
  /** It cannot go on: its last event. */
  | { kind: 'failed'; event: HistoryEvent };

const INTERRUPTED = 'The process that ran this execution ended before the execution did, and its state machine is gone or has another definition now.';

const END_STATUS: Readonly<Record<string, ExecutionEnd['status'] | undefined>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};

/**
 * @param events its history
 * @param machine as it is now; undefined when it is gone
 */
export function fateOf(summary: ExecutionSummary, events: readonly HistoryEvent[], machine: Machine | undefined, nowMs: number): Fate {
  const last = events.at(-1);
  const status = last && END_STATUS[last.type];
  if (status) return { kind: 'ended', status, stopMs: last.timestampMs };
  const isSame = machine !== undefined && summary.definitionSha256 === definitionSha256(machine);
  const point = isSame ? findResumePoint(events, machine.definition) : null;
  if (machine && point) return { kind: 'resumed', machine, point, input: (events[0]?.details as { input: string }).input };
  const lastId = last?.id ?? 0;
  return { kind: 'failed', event: { id: lastId + 1, previousEventId: lastId, timestampMs: nowMs, type: 'ExecutionFailed', details: { error: 'States.Runtime', cause: INTERRUPTED } } };
}

export function definitionSha256({ resource }: Machine): string {
  return createHash('sha256').update(resource.definition).digest('hex');
}
