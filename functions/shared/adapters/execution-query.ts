import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DECISIONS } from '../../../domain/decision.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { EXECUTION_STATUSES, MACHINES, type ExecutionFilter, type ExecutionPage, type ExecutionRecord } from '../ports/executions.ts';
import { outcomeKeyOf, toExecutionRecord } from './execution-item.ts';
import { NewestFirst, PositionSchema, type NewestFirstQuery } from './newest-first.ts';

const PAGE_SIZE = 50;

/** The names of the indexes of the table of executions. */
export interface ExecutionIndexes {
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
    items.push(toExecutionRecord(item));
    if (items.length === PAGE_SIZE) break;
  }
  return { items, nextCursor: list.position === null ? null : writeCursor(list.position, scope) };
}

/** Reads the index that knows most of what is asked for: a session's, a person's, or else the outcomes in question, which are all of them at most. */
export function executionsQuery(tableName: string, indexes: ExecutionIndexes, filter: ExecutionFilter, pageSize: number): NewestFirstQuery {
  const { sessionId, owners, from, to } = filter;
  const outcomes = outcomeKeysOf(filter);
  const common = { tableName, timeAttribute: 'startDate', from, to, pageSize, idOf: ({ executionName }: Record<string, unknown>) => String(executionName) };
  if (outcomes.length === 0 || owners?.length === 0) return { ...common, indexName: indexes.byOutcome, partitionAttribute: 'outcome', partitions: [], oneOf: {} };
  const isAnyOutcome = filter.machines === null && filter.status === null && filter.decision === null;
  const ofOutcome = isAnyOutcome ? {} : { outcome: outcomes };
  if (sessionId !== null) return { ...common, indexName: indexes.bySession, partitionAttribute: 'sessionId', partitions: [sessionId], oneOf: { ...ofOutcome, ...(owners === null ? {} : { owner: owners }) } };
  if (owners !== null) return { ...common, indexName: indexes.byOwner, partitionAttribute: 'owner', partitions: owners, oneOf: ofOutcome };
  return { ...common, indexName: indexes.byOutcome, partitionAttribute: 'outcome', partitions: outcomes, oneOf: {} };
}

/** The keys of the outcomes that a filter allows. Only verify-frame decides, and then it has succeeded. */
function outcomeKeysOf(filter: ExecutionFilter): string[] {
  return (filter.machines ?? MACHINES).flatMap((machine) => {
    const decided = machine === 'verify-frame' ? DECISIONS.map((decision) => ({ machine, status: 'SUCCEEDED' as const, decision })) : [];
    const undecided = EXECUTION_STATUSES.filter((status) => machine !== 'verify-frame' || status !== 'SUCCEEDED').map((status) => ({ machine, status, decision: null }));
    return [...decided, ...undecided]
      .filter(({ status, decision }) => (filter.status === null || filter.status === status) && (filter.decision === null || filter.decision === decision))
      .map(outcomeKeyOf);
  });
}
