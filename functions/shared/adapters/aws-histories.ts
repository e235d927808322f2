import { paginateFilterLogEvents, type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ExecutionDoesNotExist, GetExecutionHistoryCommand, InvalidToken, type GetExecutionHistoryOutput, type SFNClient } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { toHistoryEvent, type HistoryEvent, type LoggedEvent } from '../../../domain/history.ts';
import { invalidCursor, readCursor, writeCursor } from '../cursor.ts';
import type { ExecutionRecord } from '../ports/executions.ts';
import type { Histories } from '../ports/histories.ts';
import { HistoryPage } from './history-page.ts';

/** The logs' clock and the starter's may differ a little; every second more is one of everybody's executions to look through. */
const CLOCK_TOLERANCE_MS = 5_000;
/** The longest that an Express execution takes. */
const LONGEST_EXECUTION_MS = 300_000;
/** An event may hold 256 KiB of input. */
const EVENTS_PER_REQUEST = 50;

/** Behind which event the next page begins. */
const ExpressPositionSchema = z.object({ afterId: z.number().int().nonnegative() });
/** In which of Step Functions' own pages the next page begins, and behind how many of its events. */
const StandardPositionSchema = z.object({ token: z.string().nullable(), skip: z.number().int().nonnegative() });

interface Page {
  items: HistoryEvent[];
  nextCursor: string | null;
}

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

  async read(execution: ExecutionRecord, cursor: string | null): Promise<Page> {
    const scope = { list: 'history', executionName: execution.executionName, claimId: execution.claimId };
    return execution.machine === 'verify-frame' ? this.#readExpress(execution, cursor, scope) : this.#readStandard(execution, cursor, scope);
  }

  async #readStandard({ executionArn }: ExecutionRecord, cursor: string | null, scope: Parameters<typeof writeCursor>[1]): Promise<Page> {
    const page = new HistoryPage();
    let { token, skip } = cursor === null ? { token: null, skip: 0 } : readCursor(cursor, StandardPositionSchema, scope);
    while (executionArn !== null) {
      const answer = await this.#requestEvents(executionArn, token);
      for (const [index, { id, previousEventId, type, timestamp, ...details }] of (answer.events ?? []).entries()) {
        if (index < skip) continue;
        const event = { id: id ?? 0, previousEventId: previousEventId ?? 0, type: type ?? '', timestamp: timestamp?.toISOString() ?? '', ...details };
        if (!page.add(event)) return { items: page.events, nextCursor: writeCursor({ token, skip: index }, scope) };
      }
      if (answer.nextToken === undefined) break;
      token = answer.nextToken;
      skip = 0;
    }
    return { items: page.events, nextCursor: null };
  }

  async #requestEvents(executionArn: string, token: string | null): Promise<Partial<GetExecutionHistoryOutput>> {
    try {
      return await this.#stepFunctions.send(new GetExecutionHistoryCommand({ executionArn, includeExecutionData: true, maxResults: EVENTS_PER_REQUEST, ...(token === null ? {} : { nextToken: token }) }));
    } catch (error) {
      // Step Functions forgets executions after 90 days, and tokens after one.
      if (error instanceof ExecutionDoesNotExist) return {};
      if (error instanceof InvalidToken) throw invalidCursor(error);
      throw error;
    }
  }

  async #readExpress(execution: ExecutionRecord, cursor: string | null, scope: Parameters<typeof writeCursor>[1]): Promise<Page> {
    const { afterId } = cursor === null ? { afterId: 0 } : readCursor(cursor, ExpressPositionSchema, scope);
    const page = new HistoryPage();
    for (const event of await this.#loggedEvents(execution)) {
      if (event.id > afterId && !page.add(event)) return { items: page.events, nextCursor: writeCursor({ afterId: page.events.at(-1)?.id }, scope) };
    }
    return { items: page.events, nextCursor: null };
  }

  /**
   * Found by the execution's name, which stands in every message's ARN. Executions repeated after a failure have one name: those of the recorded ARN
   * are meant, or where there is none, for nobody closed the claim, those of the last one.
   */
  async #loggedEvents({ executionName, executionArn, startDate, stopDate }: ExecutionRecord): Promise<HistoryEvent[]> {
    const start = Date.parse(startDate);
    const end = Math.min(stopDate === null ? Infinity : Date.parse(stopDate), start + LONGEST_EXECUTION_MS);
    const range = { startTime: start - CLOCK_TOLERANCE_MS, endTime: end + CLOCK_TOLERANCE_MS };
    const logged: LoggedEvent[] = [];
    const pages = paginateFilterLogEvents({ client: this.#logs }, { logGroupName: this.#expressLogGroup, filterPattern: `"${executionName}"`, ...range });
    for await (const page of pages) for (const { message } of page.events ?? []) logged.push(JSON.parse(message ?? '{}') as LoggedEvent);
    const meant = executionArn ?? logged.reduce<LoggedEvent | null>((last, event) => (last === null || Number(event.event_timestamp) >= Number(last.event_timestamp) ? event : last), null)?.execution_arn;
    return logged.filter(({ execution_arn }) => execution_arn === meant).map(toHistoryEvent).sort((a, b) => a.id - b.id);
  }
}
