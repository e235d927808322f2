import { GetCommand, paginateQuery, PutCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ImportProblem } from '../../../domain/import/import-problem.ts';
import { countRows, type ImportRow, type RowCounts, type RowResult } from '../../../domain/import/import-row.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { ImportRecord, Imports, RowPage, StoredRow } from '../ports/imports.ts';
import { expiryOf, isKept } from '../retention.ts';
import { wasMade } from './conditional-write.ts';

const PAGE_SIZE = 100;
const LIST_SIZE = 25;
const WRITES_AT_ONCE = 25;

/** The import's own item stands before its rows, which count from 1. */
const HEAD = 0;

/** The one partition of the index of imports, which holds no rows. There are a few a day. */
const TIMELINE = 'imports';

const PositionSchema = z.object({ row: z.number().int().positive() });
const ListPositionSchema = z.object({ createdAt: z.iso.datetime(), importId: z.uuid() });

/** Rows hold names: they are kept for so long that an administrator can mend what was refused. */
const RETENTION_DAYS = 30;

/** An import and its rows: one partition, an item each. */
export class DynamoDbImports implements Imports {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #byTime: string;

  /** @param byTime the name of the index by time; needed by `list` */
  constructor(client: DynamoDBDocumentClient, tableName: string, byTime = '') {
    this.#client = client;
    this.#tableName = tableName;
    this.#byTime = byTime;
  }

  async create(record: Pick<ImportRecord, 'importId' | 'createdBy' | 'creatorEmail' | 'createdAt' | 'uploadExpiresAt'>): Promise<void> {
    const item: ImportRecord = { ...record, status: 'awaitingUpload', startedAt: null, completedAt: null, archive: null, rowCount: null, counts: null, error: null };
    await this.#client.send(new PutCommand({ TableName: this.#tableName, Item: { ...item, row: HEAD, timeline: TIMELINE, expiresAt: expiryOf(record.createdAt, RETENTION_DAYS) } }));
  }

  async find(importId: string): Promise<ImportRecord | null> {
    const item = await this.#get(importId, HEAD);
    return item === null ? null : toRecord(item);
  }

  async list(cursor: string | null): Promise<{ items: ImportRecord[]; nextCursor: string | null }> {
    const scope = { list: 'imports' };
    const position = cursor === null ? null : readCursor(cursor, ListPositionSchema, scope);
    const { Items: items = [], LastEvaluatedKey: last } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: this.#byTime,
        KeyConditionExpression: 'timeline = :timeline',
        ExpressionAttributeValues: { ':timeline': TIMELINE },
        ScanIndexForward: false,
        Limit: LIST_SIZE,
        ...(position === null ? {} : { ExclusiveStartKey: { timeline: TIMELINE, row: HEAD, ...position } }),
      }),
    );
    const nextCursor = last === undefined ? null : writeCursor({ createdAt: String(last.createdAt), importId: String(last.importId) } satisfies z.infer<typeof ListPositionSchema>, scope);
    return { items: items.filter((item) => isKept(item)).map(toRecord), nextCursor };
  }

  async begin(importId: string, archive: { etag: string; sizeBytes: number }, startedAt: string): Promise<ImportRecord | null> {
    await this.#changeHead(importId, { ifStatus: 'awaitingUpload', set: { status: 'running', archive, startedAt } });
    return this.find(importId);
  }

  async addRows(importId: string, rows: readonly StoredRow[]): Promise<void> {
    const expiresAt = expiryOf(new Date().toISOString(), RETENTION_DAYS);
    for (let from = 0; from < rows.length; from += WRITES_AT_ONCE) {
      await Promise.all(rows.slice(from, from + WRITES_AT_ONCE).map((row) => this.#putRow({ importId, ...row, expiresAt })));
    }
  }

  async setRowCount(importId: string, rowCount: number): Promise<void> {
    await this.#changeHead(importId, { ifStatus: 'running', set: { rowCount } });
  }

  async findRow(importId: string, row: number): Promise<StoredRow | null> {
    const item = await this.#get(importId, row);
    return item === null ? null : toStoredRow(item);
  }

  async beginAttempt(importId: string, row: number, attempt: number): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { importId, row },
      ConditionExpression: 'attempt = :before',
      UpdateExpression: 'SET attempt = :attempt',
      ExpressionAttributeValues: { ':before': attempt - 1, ':attempt': attempt },
    });
    await wasMade(this.#client.send(command));
  }

  async decideRow(importId: string, row: number, result: RowResult): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { importId, row },
      ConditionExpression: 'attribute_exists(importId) AND #result = :undecided',
      UpdateExpression: 'SET #result = :result',
      ExpressionAttributeNames: { '#result': 'result' },
      ExpressionAttributeValues: { ':undecided': null, ':result': result },
    });
    await wasMade(this.#client.send(command));
  }

  async listRows(importId: string, cursor: string | null): Promise<RowPage> {
    const scope = { list: 'import-rows', importId };
    const after = cursor === null ? HEAD : readCursor(cursor, PositionSchema, scope).row;
    const { Items: items = [], LastEvaluatedKey: last } = await this.#client.send(new QueryCommand({ ...this.#rowsAfter(importId, after), Limit: PAGE_SIZE }));
    return { items: items.map(toRow), nextCursor: last === undefined ? null : writeCursor({ row: last.row as number }, scope) };
  }

  async allRows(importId: string): Promise<ImportRow[]> {
    const rows: ImportRow[] = [];
    for await (const { Items: items = [] } of paginateQuery({ client: this.#client }, this.#rowsAfter(importId, HEAD))) rows.push(...items.map(toRow));
    return rows;
  }

  async countRows(importId: string): Promise<RowCounts> {
    const rows: Pick<ImportRow, 'result'>[] = [];
    const query = { ...this.#rowsAfter(importId, HEAD), ProjectionExpression: '#result', ExpressionAttributeNames: { '#row': 'row', '#result': 'result' } };
    for await (const { Items: items = [] } of paginateQuery({ client: this.#client }, query)) rows.push(...items.map((item) => ({ result: (item.result as RowResult | undefined) ?? null })));
    return countRows(rows);
  }

  async end(importId: string, ending: { status: 'completed' | 'refused' | 'failed'; completedAt: string; error: ImportProblem | null; counts: RowCounts }): Promise<void> {
    await this.#changeHead(importId, { ifStatus: 'running', set: ending });
  }

  async #get(importId: string, row: number): Promise<Record<string, unknown> | null> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { importId, row }, ConsistentRead: true }));
    return item && isKept(item) ? item : null;
  }

  async #putRow(item: Record<string, unknown>): Promise<void> {
    await wasMade(this.#client.send(new PutCommand({ TableName: this.#tableName, Item: item, ConditionExpression: 'attribute_not_exists(importId)' })));
  }

  async #changeHead(importId: string, { ifStatus, set }: { ifStatus: string; set: Record<string, unknown> }): Promise<void> {
    const fields = Object.entries(set);
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { importId, row: HEAD },
      ConditionExpression: '#status = :ifStatus',
      UpdateExpression: `SET ${fields.map(([name]) => `#${name} = :${name}`).join(', ')}`,
      ExpressionAttributeNames: { '#status': 'status', ...Object.fromEntries(fields.map(([name]) => [`#${name}`, name])) },
      ExpressionAttributeValues: { ':ifStatus': ifStatus, ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])) },
    });
    await wasMade(this.#client.send(command));
  }

  #rowsAfter(importId: string, row: number): { TableName: string; ConsistentRead: boolean; KeyConditionExpression: string; ExpressionAttributeNames: Record<string, string>; ExpressionAttributeValues: Record<string, unknown> } {
    return {
      TableName: this.#tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'importId = :importId AND #row > :row',
      ExpressionAttributeNames: { '#row': 'row' },
      ExpressionAttributeValues: { ':importId': importId, ':row': row },
    };
  }
}

function toRecord(item: Record<string, unknown>): ImportRecord {
  const { importId, status, createdBy, createdAt, uploadExpiresAt, startedAt, completedAt, archive, rowCount, error } = item as unknown as ImportRecord;
  // Those that have come since are not in the items of before.
  const { creatorEmail = null, counts = null } = item as Partial<ImportRecord>;
  return { importId, status, createdBy, creatorEmail, createdAt, uploadExpiresAt, startedAt, completedAt, archive, rowCount, counts, error };
}

function toRow(item: Record<string, unknown>): ImportRow {
  const { row, line, file, fullName, externalId, result } = item as unknown as ImportRow;
  return { row, line, file, fullName, externalId, result };
}

function toStoredRow(item: Record<string, unknown>): StoredRow {
  const { attempt, photo } = item as unknown as StoredRow;
  return { ...toRow(item), attempt, photo };
}
