import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { readWindowOf, type AuditEntry } from '../../../domain/audit.ts';
import { monthOf } from '../../../domain/session.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { AuditEntries, AuditFilter } from '../ports/audit-entries.ts';
import { isKept } from '../retention.ts';

const PAGE_SIZE = 50;
/** Of a filtered list: most entries may be others. */
const FILTERED_LIMIT = 500;
/** So many entries may be looked at for a page, and so many times: then it ends, and its cursor goes on. */
const MAX_EVALUATED = 3_000;
const MAX_QUERIES = 40;
const DEFAULT_RANGE_MS = 30 * 86_400_000;
/** Follows whatever may follow the time in an entry's id. */
const AFTER_ALL = '~';

const PositionSchema = z
  .object({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    /** The entry that was answered last; null: at the top of the month. */
    entryId: z.string().min(1).max(128).nullable(),
  })
  // DynamoDB refuses what lies outside of the query with an error.
  .refine(({ from, to, entryId }) => from <= to && (entryId === null || (entryId >= readWindowOf(from) && entryId <= `${to}${AFTER_ALL}`)));
type Position = z.infer<typeof PositionSchema>;

/** The audit log as auditors read it: month by month, from the last one on. */
export class DynamoDbAuditEntries implements AuditEntries {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #now: () => Date;

  constructor(client: DynamoDBDocumentClient, tableName: string, now: () => Date) {
    this.#client = client;
    this.#tableName = tableName;
    this.#now = now;
  }

  async list(filter: AuditFilter, cursor: string | null): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    const scope = { list: 'audit', ...filter };
    let position: Position | null = cursor === null ? this.#top(filter) : readCursor(cursor, PositionSchema, scope);
    const items: AuditEntry[] = [];
    let evaluated = 0;
    for (let queries = 0; position !== null && items.length < PAGE_SIZE && queries < MAX_QUERIES && evaluated < MAX_EVALUATED; queries += 1) {
      const { found, scannedCount, lastEntryId } = await this.#query(filter, position);
      evaluated += scannedCount;
      const taken = found.slice(0, PAGE_SIZE - items.length);
      items.push(...taken);
      const last = taken.length < found.length ? taken.at(-1)?.entryId : lastEntryId;
      position = last === undefined ? monthBefore(position) : { ...position, entryId: last };
    }
    // A read's id has the time of its window: within a page, entries stand by their own.
    return { items: items.sort((a, b) => (a.at < b.at ? 1 : -1)), nextCursor: position === null ? null : writeCursor(position, scope) };
  }

  /** Null where nothing can be found: DynamoDB refuses a range whose end is before its beginning. */
  #top({ from, to }: AuditFilter): Position | null {
    const now = this.#now().toISOString();
    if (from !== null && from > now) return null;
    const end = to ?? now;
    return { from: from ?? new Date(Date.parse(end) - DEFAULT_RANGE_MS).toISOString(), to: end, month: monthOf(end), entryId: null };
  }

  async #query({ actor, action }: AuditFilter, { from, to, month, entryId }: Position): Promise<{ found: AuditEntry[]; scannedCount: number; lastEntryId: string | undefined }> {
    const isFiltered = actor !== null || action !== null;
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: '#month = :month AND entryId BETWEEN :first AND :last',
        FilterExpression: ['lastAt >= :from AND #at <= :to', ...(actor === null ? [] : ['actor.#sub = :actor']), ...(action === null ? [] : ['#action = :action'])].join(' AND '),
        ExpressionAttributeNames: { '#month': 'month', '#at': 'at', ...(actor === null ? {} : { '#sub': 'sub' }), ...(action === null ? {} : { '#action': 'action' }) },
        ExpressionAttributeValues: {
          ':month': month,
          ':first': readWindowOf(from),
          ':last': `${to}${AFTER_ALL}`,
          ':from': from,
          ':to': to,
          ...(actor === null ? {} : { ':actor': actor }),
          ...(action === null ? {} : { ':action': action }),
        },
        ScanIndexForward: false,
        Limit: isFiltered ? FILTERED_LIMIT : PAGE_SIZE,
        ...(entryId === null ? {} : { ExclusiveStartKey: { month, entryId } }),
      }),
    );
    return { found: (answer.Items ?? []).filter((item) => isKept(item, this.#now().getTime())).map(toEntry), scannedCount: answer.ScannedCount ?? 0, lastEntryId: answer.LastEvaluatedKey?.entryId as string | undefined };
  }
}

function monthBefore({ from, to, month }: Position): Position | null {
  const before = monthOf(new Date(Date.parse(month) - 1).toISOString());
  return before < monthOf(from) ? null : { from, to, month: before, entryId: null };
}

function toEntry({ entryId, at, actor, action, target, outcome, requestId, times, lastAt }: Record<string, unknown>): AuditEntry {
  return { entryId, at, actor, action, target, outcome, requestId, times, lastAt } as AuditEntry;
}
