import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { dayOf } from '../../../domain/session.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { toExecutionRecord } from './execution-item.ts';
import type { ExecutionFilter, ExecutionPage, ExecutionRecord } from '../ports/executions.ts';

const PAGE_SIZE = 50;
const MS_PER_DAY = 86_400_000;

/** Behind which execution the next page begins; null: at the top of its day. */
const PositionSchema = z.object({ day: z.iso.date(), after: z.object({ startDate: z.string(), executionName: z.string() }).nullable() });
type Position = z.infer<typeof PositionSchema>;

/**
 * A page of the executions, newest first, read day by day from the index by day. A day's partition is read from the position on, so what
 * arrives meanwhile stands before it and neither moves nor repeats what follows.
 */
export async function queryExecutions(client: DynamoDBDocumentClient, tableName: string, indexName: string, filter: ExecutionFilter, cursor: string | null): Promise<ExecutionPage> {
  const items: ExecutionRecord[] = [];
  let position: Position | null = cursor === null ? { day: dayOf(filter.to), after: null } : readCursor(cursor, PositionSchema);
  while (position !== null && items.length < PAGE_SIZE) {
    const answer = await client.send(new QueryCommand(queryOf(tableName, indexName, filter, position, PAGE_SIZE - items.length)));
    items.push(...(answer.Items ?? []).map(toExecutionRecord));
    position = nextPosition(position, answer.LastEvaluatedKey, filter);
  }
  return { items, nextCursor: position === null ? null : writeCursor(position) };
}

function queryOf(TableName: string, IndexName: string, filter: ExecutionFilter, { day, after }: Position, Limit: number): ConstructorParameters<typeof QueryCommand>[0] {
  const conditions = [...(filter.machine === null ? [] : ['machine = :machine']), ...(filter.status === null ? [] : ['#status = :status'])];
  return {
    TableName,
    IndexName,
    KeyConditionExpression: '#day = :day AND startDate BETWEEN :from AND :to',
    ...(conditions.length === 0 ? {} : { FilterExpression: conditions.join(' AND ') }),
    ExpressionAttributeNames: { '#day': 'day', ...(filter.status === null ? {} : { '#status': 'status' }) },
    ExpressionAttributeValues: {
      ':day': day,
      ':from': filter.from,
      ':to': filter.to,
      ...(filter.machine === null ? {} : { ':machine': filter.machine }),
      ...(filter.status === null ? {} : { ':status': filter.status }),
    },
    ScanIndexForward: false,
    Limit,
    ...(after === null ? {} : { ExclusiveStartKey: { day, ...after } }),
  };
}

function nextPosition({ day }: Position, lastKey: Record<string, unknown> | undefined, filter: ExecutionFilter): Position | null {
  if (lastKey !== undefined) return { day, after: { startDate: String(lastKey.startDate), executionName: String(lastKey.executionName) } };
  const dayBefore = dayOf(new Date(Date.parse(day) - MS_PER_DAY).toISOString());
  return dayBefore < dayOf(filter.from) ? null : { day: dayBefore, after: null };
}
