import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SignedReceipt } from '../../../domain/erasure/receipt.ts';
import type { Receipts } from '../ports/receipts.ts';

/** Parts of receipts, one an item, in the table of erasures. */
export class DynamoDbReceipts implements Receipts {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async list(erasureId: string, sessionId: string): Promise<SignedReceipt[]> {
    const parts: SignedReceipt[] = [];
    for (;;) {
      const key = keyOf({ erasureId, sessionId, part: parts.length + 1 });
      const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { erasureId: key }, ConsistentRead: true }));
      if (!item) return parts;
      const { receipt, signature } = item as unknown as SignedReceipt;
      parts.push({ receipt, signature });
    }
  }

  async put({ receipt, signature }: SignedReceipt): Promise<void> {
    await this.#client.send(new PutCommand({ TableName: this.#tableName, Item: { erasureId: keyOf(receipt), receipt, signature } }));
  }
}

/** No erasure's id has a #. */
function keyOf({ erasureId, sessionId, part }: Pick<SignedReceipt['receipt'], 'erasureId' | 'sessionId' | 'part'>): string {
  return `${erasureId}#${String(part)}#${sessionId}`;
}
