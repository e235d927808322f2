import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DECISIONS } from '../../../domain/decision.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { EXECUTION_STATUSES, type ExecutionFilter, type ExecutionPage, type ExecutionRecord } from '../ports/executions.ts';
import { isKept } from '../retention.ts';
import { outcomeKeyOf, TIMELINE, toExecutionRecord } from './execution-item.ts';
import { NewestFirst, PositionSchema, type NewestFirstQuery } from './newest-first.ts';

const PAGE_SIZE = 50;

/** The names of the indexes of the table of executions. */
export interface ExecutionIndexes {
  byTime: string;
  byOutcome: string;
  byOwner: string;
  bySession: string;
}

/** A page of the executions, newest first. */
export async function queryExecutions(client: DynamoDBDocumentClient, tableName: string, indexes: ExecutionIndexes, filter: ExecutionFilter, cursor: string | null): Promise<ExecutionPage> {
  const scope = { list: 'executions', filter: JSON.stringify(filter) };
  const list = new NewestFirst(client, executionsQuery(tableName, indexes, filter, PAGE_SIZE), cursor === null ? null : readCursor(cursor, PositionSchema, scope));
  const items: ExecutionRecord[] = [];
  for (let item = await list.take(); item !== null; item = await list.take()) {
    if (isKept(item)) items.push(toExecutionRecord(item));
    if (items.length === PAGE_SIZE) break;
  }
  return { items, nextCursor: list.position === null ? null : writeCursor(list.position, scope) };
}

/** Reads the index that knows most of what is asked for: a session's, a person's, the outcomes in question, or where they are most of all, all of them. */
export function executionsQuery(tableName: string, indexes: ExecutionIndexes, filter: ExecutionFilter, pageSize: number): NewestFirstQuery {
  const { machines, status, decision, sessionId, owners, from, to } = filter;
  const outcomes = outcomesOf(filter);
  const oneOf = { ...(machines === null ? {} : { machine: machines }), ...(status === null && decision === null ? {} : { outcome: outcomes }), ...(owners === null ? {} : { owner: owners }) };
  const common = { tableName, timeAttribute: 'startDate', from, to, pageSize, idOf: ({ executionName }: Record<string, unknown>) => String(executionName) };
  if (outcomes.length === 0 || owners?.length === 0) return { ...common, indexName: indexes.byTime, partitionAttribute: 'timeline', partitions: [], oneOf: {} };
  if (sessionId !== null) return { ...common, indexName: indexes.bySession, partitionAttribute: 'sessionId', partitions: [sessionId], oneOf };
  if (owners !== null) return { ...common, indexName: indexes.byOwner, partitionAttribute: 'owner', partitions: owners, oneOf: without(oneOf, 'owner') };
  const isMostOfAll = DECISIONS.every((each) => outcomes.includes(each));
  if (isMostOfAll) return { ...common, indexName: indexes.byTime, partitionAttribute: 'timeline', partitions: [TIMELINE], oneOf };
  return { ...common, indexName: indexes.byOutcome, partitionAttribute: 'outcome', partitions: outcomes, oneOf: without(oneOf, 'outcome') };
}

/** The outcomes that a filter allows. Only verify-frame decides, and then it has succeeded; whatever else succeeds has no decision. */
function outcomesOf({ machines, status, decision }: ExecutionFilter): string[] {
  const decides = machines?.includes('verify-frame') ?? true;
  const succeedsOtherwise = machines?.some((machine) => machine !== 'verify-frame') ?? true;
  const decided = decides ? DECISIONS.map((each) => ({ status: 'SUCCEEDED' as const, decision: each })) : [];
  const undecided = EXECUTION_STATUSES.filter((each) => each !== 'SUCCEEDED' || succeedsOtherwise).map((each) => ({ status: each, decision: null }));
  return [...decided, ...undecided].filter((each) => (status === null || status === each.status) && (decision === null || decision === each.decision)).map(outcomeKeyOf);
}

/** An index's own key is no attribute that its items could be filtered by. */
function without(oneOf: Readonly<Record<string, readonly string[]>>, key: string): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(oneOf).filter(([name]) => name !== key));
}
