import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Erasure, ErasureReceipt } from '../../../domain/erasure/erasure.ts';
import type { StatementSignature } from '../../../domain/session.ts';
import type { Erasures } from '../ports/erasures.ts';
import { wasMade } from './conditional-write.ts';

/** Ours are shorter by far, and a # stands in the keys of receipts' parts. */
const ERASURE_ID = /^[0-9a-f-]{36}$/;

export class DynamoDbErasures implements Erasures {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async create(erasure: Erasure, requestSha256: string): Promise<boolean> {
    const command = new PutCommand({ TableName: this.#tableName, Item: { ...erasure, requestSha256 }, ConditionExpression: 'attribute_not_exists(erasureId)' });
    return wasMade(this.#client.send(command));
  }

  async find(erasureId: string): Promise<(Erasure & { requestSha256: string }) | null> {
    if (!ERASURE_ID.test(erasureId)) return null;
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { erasureId }, ConsistentRead: true }));
    return (item as (Erasure & { requestSha256: string }) | undefined) ?? null;
  }

  async finish(erasureId: string, receipt: ErasureReceipt, signature: StatementSignature): Promise<void> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { erasureId },
      UpdateExpression: 'SET #state = :done, receipt = :receipt, #signature = :signature',
      ConditionExpression: '#state = :running',
      ExpressionAttributeNames: { '#state': 'state', '#signature': 'signature' },
      ExpressionAttributeValues: { ':done': 'DONE', ':running': 'RUNNING', ':receipt': receipt, ':signature': signature },
    });
    await wasMade(this.#client.send(command));
  }
}
