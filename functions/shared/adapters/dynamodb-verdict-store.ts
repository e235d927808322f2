import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Verdict } from '../../../domain/verdict.ts';
import type { VerdictStore } from '../ports/verdict-store.ts';
import { isKept } from '../retention.ts';
import { fromVerdictItem } from '../verdict-item.ts';

/** More than one session can record while its index by verdictId catches up. */
const RECENT_VERDICTS = 100;

export class DynamoDbVerdictStore implements VerdictStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #byVerdictId: string;

  /** @param byVerdictId the name of the index by verdictId */
  constructor(client: DynamoDBDocumentClient, tableName: string, byVerdictId: string) {
    this.#client = client;
    this.#tableName = tableName;
    this.#byVerdictId = byVerdictId;
  }

  async get(sessionId: string, sequence: number): Promise<Verdict | null> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { sessionId, sequence }, ConsistentRead: true }));
    return item && isKept(item) ? fromVerdictItem(item) : null;
  }

  async findRecent(sessionId: string, verdictId: string): Promise<Verdict | null> {
    const { Items: items } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'sessionId = :sessionId',
        FilterExpression: 'verdictId = :verdictId',
        ExpressionAttributeValues: { ':sessionId': sessionId, ':verdictId': verdictId },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: RECENT_VERDICTS,
      }),
    );
    return items?.[0] && isKept(items[0]) ? fromVerdictItem(items[0]) : null;
  }

  async findById(verdictId: string): Promise<Verdict | null> {
    const { Items: items } = await this.#client.send(
      new QueryCommand({ TableName: this.#tableName, IndexName: this.#byVerdictId, KeyConditionExpression: 'verdictId = :id', ExpressionAttributeValues: { ':id': verdictId }, Limit: 1 }),
    );
    // The index holds keys alone.
    return items?.[0] ? this.get(String(items[0].sessionId), Number(items[0].sequence)) : null;
  }
}
