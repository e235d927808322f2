import type { RuleResource } from '../assembly/assembly.ts';
import type { Clock } from '../states/clock.ts';
import type { AppendLog } from '../states/executions/append-log.ts';
import { scheduledEvent, type AwsEvent } from './aws-event.ts';

/** What is overdue when the process starts waits this long: a start has better things to do, and so has a restart soon after. */
export const SETTLING_MS = 5 * 60_000;

/** When a rule ran, or became known. */
export interface ScheduleRecord {
  rule: string;
  timeMs: number;
}

export interface SchedulesProps {
  rules: readonly RuleResource[];
  log: AppendLog<ScheduleRecord>;
  clock: Clock;
  /** Hands the event to every target. */
  run: (rule: RuleResource, event: AwsEvent) => Promise<void>;
}

/**
 * Runs rules at their rate: for the first time one period after they became known, as on AWS, and however often the process restarts in between. What was
 * missed while nothing ran is made up for once.
 *
 * @returns once the signal is aborted
 */
export async function runSchedules({ rules, log, clock, run }: SchedulesProps, signal: AbortSignal): Promise<void> {
  const startMs = clock.now();
  const known = new Map((await log.recover()).map(({ rule, timeMs }) => [rule, timeMs]));
  const records = rules.map(({ name }) => ({ rule: name, timeMs: Math.min(known.get(name) ?? startMs, startMs) }));
  await log.replace(records);
  await Promise.all(rules.map((rule, index) => repeat(rule, records[index]?.timeMs ?? startMs)));

  async function repeat(rule: RuleResource, lastMs: number): Promise<void> {
    if (rule.trigger.type !== 'schedule') return;
    for (let dueMs = Math.max(lastMs + rule.trigger.everyMs, startMs + SETTLING_MS); !signal.aborted; dueMs = Math.max(dueMs + rule.trigger.everyMs, clock.now())) {
      await clock.sleep(dueMs - clock.now(), signal);
      await run(rule, scheduledEvent(rule.arn, clock.now()));
      await log.append({ rule: rule.name, timeMs: clock.now() });
    }
  }
}
