import { GetCommand, paginateQuery, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EndReason, Seal, SessionNote } from '../../../domain/session.ts';
import type { NewSession, SessionAdvance, SessionFilter, SessionRecord, Sessions, UnfinishedSession } from '../ports/sessions.ts';
import { isKept } from '../retention.ts';
import { wasMade } from './conditional-write.ts';
import { fromItem, toAdvancedAttributes, toNewItem, UNFINISHED } from './session-item.ts';
import { querySessions, type SessionIndexes } from './session-query.ts';

/** Ours are shorter by far, and DynamoDB refuses longer keys with an error. */
const MAX_ID_LENGTH = 128;

export class DynamoDbSessions implements Sessions {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #retentionDays: number;
  readonly #indexes: Partial<SessionIndexes>;

  /**
   * @param retentionDays how long a session is kept; needed by `create`
   * @param indexes the names of the table's indexes; needed by `list` and `unfinished`
   */
  constructor(client: DynamoDBDocumentClient, tableName: string, { retentionDays = 0, indexes = {} }: { retentionDays?: number; indexes?: Partial<SessionIndexes> } = {}) {
    this.#client = client;
    this.#tableName = tableName;
    this.#retentionDays = retentionDays;
    this.#indexes = indexes;
  }

  async find(sessionId: string): Promise<SessionRecord | null> {
    if (sessionId === '' || sessionId.length > MAX_ID_LENGTH) return null;
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { sessionId }, ConsistentRead: true }));
    return item && isKept(item) ? fromItem(item) : null;
  }

  async create(session: NewSession): Promise<boolean> {
    const Item = toNewItem(session, this.#retentionDays);
    return wasMade(this.#client.send(new PutCommand({ TableName: this.#tableName, Item, ConditionExpression: 'attribute_not_exists(sessionId)' })));
  }

  async advance(seen: SessionRecord, to: SessionAdvance): Promise<boolean> {
    return this.#move(seen, toAdvancedAttributes(to));
  }

  async end(seen: SessionRecord, { endedAt, endReason, ...to }: SessionAdvance & { endedAt: string; endReason: EndReason }): Promise<boolean> {
    return this.#move(seen, { ...toAdvancedAttributes(to), state: 'ended', endedAt, endReason });
  }

  async finish(sessionId: string, seal: Seal): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { sessionId },
      UpdateExpression: 'SET #seal = :seal REMOVE openPartition',
      ConditionExpression: '#seal = :none',
      ExpressionAttributeNames: { '#seal': 'seal' },
      ExpressionAttributeValues: { ':seal': seal, ':none': null },
    });
    return wasMade(this.#client.send(command));
  }

  async writeNote(sessionId: string, candidateSub: string, note: SessionNote | null): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { sessionId },
      UpdateExpression: 'SET note = :note',
      // An erased session is nobody's: a note on its way must not stay behind in it.
      ConditionExpression: 'candidateSub = :sub',
      ExpressionAttributeValues: { ':note': note, ':sub': candidateSub },
    });
    return wasMade(this.#client.send(command));
  }

  async list(filter: SessionFilter, cursor: string | null, limit: number | null = null): Promise<{ items: SessionRecord[]; nextCursor: string | null }> {
    return querySessions(this.#client, this.#tableName, { byMonth: '', byCandidate: '', byEmail: '', unfinished: '', ...this.#indexes }, filter, { cursor, limit });
  }

  async *unfinished(): AsyncIterable<UnfinishedSession> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#tableName,
        IndexName: this.#indexes.unfinished ?? '',
        KeyConditionExpression: 'openPartition = :unfinished',
        ExpressionAttributeValues: { ':unfinished': UNFINISHED },
      },
    );
    for await (const page of pages) yield* (page.Items ?? []) as UnfinishedSession[];
  }

  /** Sets attributes of an open session that is where it was seen. */
  async #move(seen: SessionRecord, attributes: Record<string, unknown>): Promise<boolean> {
    const names = Object.keys(attributes);
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { sessionId: seen.sessionId },
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: '#lastSequence = :seen AND #state = :open',
      ExpressionAttributeNames: {
        ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
        '#state': 'state',
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
        ':seen': seen.progress.lastSequence,
        ':open': 'open',
      },
    });
    return wasMade(this.#client.send(command));
  }
}
