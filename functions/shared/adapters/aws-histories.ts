import { paginateFilterLogEvents, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ExecutionDoesNotExist, paginateGetExecutionHistory, type SFNClient } from '@aws-sdk/client-sfn';
import { toHistoryEvent, type HistoryEvent, type LoggedEvent } from '../../../domain/history.ts';
import type { ExecutionRecord } from '../ports/executions.ts';
import type { Histories } from '../ports/histories.ts';

/** The logs' clock and the starter's may differ a little. */
const CLOCK_TOLERANCE_MS = 60_000;
/** The longest that an execution of either machine takes. */
const LONGEST_EXECUTION_MS = 300_000;

/** Standard histories from Step Functions itself, Express ones from the machine's log group. */
export class AwsHistories implements Histories {
  readonly #stepFunctions: SFNClient;
  readonly #logs: CloudWatchLogsClient;
  readonly #expressLogGroup: string;

  constructor(stepFunctions: SFNClient, logs: CloudWatchLogsClient, expressLogGroup: string) {
    this.#stepFunctions = stepFunctions;
    this.#logs = logs;
    this.#expressLogGroup = expressLogGroup;
  }

  async read(execution: ExecutionRecord): Promise<HistoryEvent[]> {
    const events = execution.machine === 'register-face' ? await this.#readStandard(execution) : await this.#readExpress(execution);
    return events.sort((a, b) => a.id - b.id);
  }

  async #readStandard({ executionArn }: ExecutionRecord): Promise<HistoryEvent[]> {
    if (executionArn === null) return [];
    const events: HistoryEvent[] = [];
    try {
      for await (const page of paginateGetExecutionHistory({ client: this.#stepFunctions, pageSize: 1_000 }, { executionArn, includeExecutionData: true })) {
        for (const { id, previousEventId, type, timestamp, ...details } of page.events ?? []) {
          events.push({ id: id ?? 0, previousEventId: previousEventId ?? 0, type: type ?? '', timestamp: timestamp?.toISOString() ?? '', ...details });
        }
      }
    } catch (error) {
      // Step Functions forgets after 90 days.
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
    return events;
  }

  /** By its name, which stands in every message's ARN: a claim that was never closed has no ARN. */
  async #readExpress({ executionName, startDate, stopDate }: ExecutionRecord): Promise<HistoryEvent[]> {
    const startTime = Date.parse(startDate) - CLOCK_TOLERANCE_MS;
    const endTime = (stopDate === null ? Date.parse(startDate) + LONGEST_EXECUTION_MS : Date.parse(stopDate)) + CLOCK_TOLERANCE_MS;
    const events: HistoryEvent[] = [];
    const pages = paginateFilterLogEvents({ client: this.#logs }, { logGroupName: this.#expressLogGroup, filterPattern: `"${executionName}"`, startTime, endTime });
    for await (const page of pages) for (const { message } of page.events ?? []) events.push(toHistoryEvent(JSON.parse(message ?? '{}') as LoggedEvent));
    return events;
  }
}
