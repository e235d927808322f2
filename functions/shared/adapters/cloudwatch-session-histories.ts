import { paginateFilterLogEvents, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { toHistoryEvent, type HistoryEvent, type LoggedEvent } from '../../../domain/history.ts';
import type { ExecutionRecord } from '../ports/executions.ts';
import type { SessionHistories } from '../ports/session-histories.ts';

/** A filter pattern has 1,024 characters at most; a name in it takes 40. CloudWatch answers five such requests a second: one execution each would take an hour for an exam. */
const BATCH_SIZE = 24;
/** The logs' clock and the starter's may differ a little; every second more is one of everybody's executions to look through. */
const CLOCK_TOLERANCE_MS = 5_000;
/** The longest that an execution takes. */
const LONGEST_EXECUTION_MS = 300_000;

/** Express histories from the machine's log group. */
export class CloudWatchSessionHistories implements SessionHistories {
  readonly #client: CloudWatchLogsClient;
  readonly #logGroupName: string;

  constructor(client: CloudWatchLogsClient, logGroupName: string) {
    this.#client = client;
    this.#logGroupName = logGroupName;
  }

  async readAll(executions: readonly ExecutionRecord[]): Promise<ReadonlyMap<string, HistoryEvent[]>> {
    const histories = new Map<string, HistoryEvent[]>();
    const byStart = [...executions].sort((a, b) => Date.parse(a.startDate) - Date.parse(b.startDate));
    for (let from = 0; from < byStart.length; from += BATCH_SIZE) await this.#readBatch(byStart.slice(from, from + BATCH_SIZE), histories);
    for (const events of histories.values()) events.sort((a, b) => a.id - b.id);
    return histories;
  }

  async #readBatch(executions: readonly ExecutionRecord[], histories: Map<string, HistoryEvent[]>): Promise<void> {
    const wanted = new Map(executions.map((execution) => [execution.executionName, execution]));
    const starts = executions.map(({ startDate }) => Date.parse(startDate));
    const ends = executions.map(({ startDate, stopDate }) => (stopDate === null ? Date.parse(startDate) + LONGEST_EXECUTION_MS : Date.parse(stopDate)));
    const pages = paginateFilterLogEvents(
      { client: this.#client },
      {
        logGroupName: this.#logGroupName,
        filterPattern: [...wanted.keys()].map((name) => `?"${name}"`).join(' '),
        startTime: Math.min(...starts) - CLOCK_TOLERANCE_MS,
        endTime: Math.max(...ends) + CLOCK_TOLERANCE_MS,
      },
    );
    for await (const page of pages) {
      for (const { message } of page.events ?? []) {
        const logged = JSON.parse(message ?? '{}') as LoggedEvent;
        const execution = wanted.get(nameOf(logged.execution_arn));
        // A name that was claimed twice has run twice: the verdict is of the one on record.
        if (execution === undefined || (execution.executionArn !== null && execution.executionArn !== logged.execution_arn)) continue;
        const events = histories.get(execution.executionName) ?? [];
        events.push(toHistoryEvent(logged));
        histories.set(execution.executionName, events);
      }
    }
  }
}

/** `arn:aws:states:region:account:express:machine:name:uuid`. */
function nameOf(executionArn: string): string {
  return executionArn.split(':')[7] ?? '';
}
