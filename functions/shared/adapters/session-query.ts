import { BatchGetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { ThrottledError } from '../../../domain/errors.ts';
import { normaliseExternalId } from '../../../domain/registration/external-id.ts';
import { monthOf } from '../../../domain/session.ts';
import { invalidCursor, readCursor, writeCursor } from '../cursor.ts';
import type { SessionFilter, SessionRecord } from '../ports/sessions.ts';
import { isKept } from '../retention.ts';
import { fromItem, UNFINISHED } from './session-item.ts';

/** So many sessions are on a page where nobody says how many, and so many rows are read at once: one is some 10 KB, and 150 KB at the most. */
const PAGE_SIZE = 25;
/** A page ends after so much, however many are asked for: with another 25 rows the answer stays below the 6 MB that a function may answer. */
const ENOUGH_BYTES = 1_500_000;
/** Of the index: its entries are small, and most may be filtered out. */
const QUERY_LIMIT = 500;
/** A page ends after so many queries, however few sessions it has. */
const MAX_QUERIES = 60;
const MAX_BATCHES = 5;
const DEFAULT_RANGE_MS = 30 * 86_400_000;
/** Before and after every time that there is. */
const FIRST = '0';
const LAST = '9';

/** The names of the indexes of the table of sessions. */
export interface SessionIndexes {
  byMonth: string;
  byCandidate: string;
  byEmail: string;
  unfinished: string;
}

/** Behind which session the next page begins. */
const PositionSchema = z.object({
  from: z.union([z.iso.datetime(), z.literal(FIRST)]),
  /** Null where the index is not read month by month. */
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).nullable(),
  /** Null: at the top of its month. */
  after: z.object({ startedAt: z.string().min(1), sessionId: z.string().min(1).max(128) }).nullable(),
});
type Position = z.infer<typeof PositionSchema>;

/** One index's partition, newest first. */
interface Partition {
  indexName: string;
  attribute: string;
  value: string;
}

/** Which page of a list. */
export interface SessionPage {
  cursor: string | null;
  /** How many sessions at most. */
  limit: number | null;
}

/**
 * A page of the sessions, newest first, from the index that fits what is asked for: a person's, the open ones, or else month by month. A partition is read
 * from the position on, so what arrives meanwhile stands before it and neither moves nor repeats what follows.
 */
export async function querySessions(client: DynamoDBDocumentClient, tableName: string, indexes: SessionIndexes, filter: SessionFilter, { cursor, limit }: SessionPage): Promise<{ items: SessionRecord[]; nextCursor: string | null }> {
  const scope = { list: 'sessions', ...filter };
  let position: Position | null = cursor === null ? firstPosition(filter, new Date()) : readPosition(cursor, scope, filter);
  let wanted = limit ?? PAGE_SIZE;
  let queries = 0;
  let sizeBytes = 0;
  const items: SessionRecord[] = [];
  while (position !== null && wanted > 0 && queries < MAX_QUERIES && sizeBytes < ENOUGH_BYTES) {
    const found: string[] = [];
    const count = Math.min(wanted, PAGE_SIZE);
    for (; position !== null && found.length < count && queries < MAX_QUERIES; queries += 1) {
      const entries = await queryPartition(client, tableName, partitionOf(indexes, filter, position), filter, position);
      const taken = entries.items.slice(0, count - found.length);
      found.push(...taken.map(({ sessionId }) => sessionId));
      const last = taken.length < entries.items.length ? taken.at(-1) : entries.lastKey;
      position = last === undefined ? nextMonth(position) : { ...position, after: last };
    }
    const records = await readAll(client, tableName, found);
    items.push(...records.filter((record) => matches(record, filter)));
    wanted -= found.length;
    sizeBytes += JSON.stringify(records).length;
  }
  return { items, nextCursor: position === null ? null : writeCursor(position, scope) };
}

/** Null where nothing can be found. */
function firstPosition({ from, to, state, person }: SessionFilter, now: Date): Position | null {
  // DynamoDB refuses a range whose end is before its beginning.
  if (from !== null && from > now.toISOString()) return null;
  if (!isByMonth({ person, state })) return { from: from ?? FIRST, month: null, after: null };
  // Nothing has begun after this moment.
  const end = to !== null && to < now.toISOString() ? to : now.toISOString();
  return { from: from ?? new Date(Date.parse(end) - DEFAULT_RANGE_MS).toISOString(), month: monthOf(end), after: null };
}

/** Whether the index has to be read month by month. */
function isByMonth({ person, state }: Pick<SessionFilter, 'person' | 'state'>): boolean {
  return person === null && state !== 'open';
}

/** DynamoDB refuses a start outside of what is asked for with an error; months of an index that has none would repeat what it holds. */
function readPosition(cursor: string, scope: Parameters<typeof writeCursor>[1], { to, ...filter }: SessionFilter): Position {
  const position = readCursor(cursor, PositionSchema, scope);
  const last = to ?? LAST;
  if ((position.month !== null) !== isByMonth(filter) || position.from > last || (position.after !== null && (position.after.startedAt < position.from || position.after.startedAt > last))) throw invalidCursor();
  return position;
}

function partitionOf(indexes: SessionIndexes, { person, state }: SessionFilter, { month }: Position): Partition {
  if (person?.includes('@') === true) return { indexName: indexes.byEmail, attribute: 'candidateEmail', value: normaliseExternalId(person) };
  if (person !== null) return { indexName: indexes.byCandidate, attribute: 'candidateSub', value: person };
  if (state === 'open') return { indexName: indexes.unfinished, attribute: 'openPartition', value: UNFINISHED };
  return { indexName: indexes.byMonth, attribute: 'month', value: month ?? '' };
}

type Key = NonNullable<Position['after']>;

async function queryPartition(client: DynamoDBDocumentClient, TableName: string, { indexName, attribute, value }: Partition, { to, state, decision }: SessionFilter, { from, after }: Position): Promise<{ items: Key[]; lastKey: Key | undefined }> {
  const conditions = [...(state === null ? [] : ['#state = :state']), ...(decision === null ? [] : ['contains(decisions, :decision)'])];
  const answer = await client.send(
    new QueryCommand({
      TableName,
      IndexName: indexName,
      KeyConditionExpression: '#partition = :partition AND startedAt BETWEEN :from AND :to',
      ...(conditions.length === 0 ? {} : { FilterExpression: conditions.join(' AND ') }),
      ExpressionAttributeNames: { '#partition': attribute, ...(state === null ? {} : { '#state': 'state' }) },
      ExpressionAttributeValues: {
        ':partition': value,
        ':from': from,
        ':to': to ?? LAST,
        ...(state === null ? {} : { ':state': state }),
        ...(decision === null ? {} : { ':decision': decision }),
      },
      ScanIndexForward: false,
      Limit: conditions.length === 0 ? PAGE_SIZE : QUERY_LIMIT,
      ...(after === null ? {} : { ExclusiveStartKey: { [attribute]: value, startedAt: after.startedAt, sessionId: after.sessionId } }),
    }),
  );
  return { items: (answer.Items ?? []).map(toKey), lastKey: answer.LastEvaluatedKey && toKey(answer.LastEvaluatedKey) };
}

function toKey({ startedAt, sessionId }: Record<string, unknown>): Key {
  return { startedAt: String(startedAt), sessionId: String(sessionId) };
}

function nextMonth({ from, month }: Position): Position | null {
  if (month === null) return null;
  const monthBefore = monthOf(new Date(Date.parse(month) - 1).toISOString());
  return monthBefore < monthOf(from) ? null : { from, month: monthBefore, after: null };
}

/** The sessions of these ids, in their order; those that have gone, or expired, are left out. */
async function readAll(client: DynamoDBDocumentClient, tableName: string, sessionIds: readonly string[]): Promise<SessionRecord[]> {
  const found = new Map<unknown, SessionRecord>();
  let keys: Record<string, unknown>[] = sessionIds.map((sessionId) => ({ sessionId }));
  for (let batch = 0; keys.length > 0; batch += 1) {
    if (batch === MAX_BATCHES) throw new ThrottledError('Too much is asked for at this moment. Please repeat the request.');
    const answer = await client.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }));
    for (const item of answer.Responses?.[tableName] ?? []) if (isKept(item)) found.set(item.sessionId, fromItem(item));
    keys = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return sessionIds.flatMap((sessionId) => found.get(sessionId) ?? []);
}

/** An index may be a moment behind its table. */
function matches({ state, progress }: SessionRecord, filter: SessionFilter): boolean {
  return (filter.state === null || state === filter.state) && (filter.decision === null || progress.counters[filter.decision] > 0);
}
