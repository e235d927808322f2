import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fullAtMs, takeFrame, type Allowance, type Pace } from '../../../domain/pace.ts';
import type { Allowances, SeenAllowance } from '../ports/allowances.ts';
import { wasMade } from './conditional-write.ts';

/** Whoever sends so much at once that others were faster each time has had more than their share. */
const MAX_ATTEMPTS = 25;

/** A row for whoever has sent frames a moment ago; a full bucket has none. */
export class DynamoDbAllowances implements Allowances {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(sub: string): Promise<SeenAllowance | null> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { sub }, ConsistentRead: true }));
    return item ? { frames: Number(item.frames), atMs: Number(item.atMs), revision: Number(item.revision) } : null;
  }

  async take(sub: string, seen: SeenAllowance | null, pace: Pace, nowMs: number): Promise<number> {
    let current = seen;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const taken = takeFrame(current, nowMs, pace);
      if ('waitMs' in taken) return taken.waitMs;
      if (await this.#replace(sub, current, taken.left, pace)) return 0;
      // Somebody else has taken one: what they left counts.
      current = await this.find(sub);
    }
    return pace.refillMs;
  }

  /** False when it is no longer what was seen. */
  async #replace(sub: string, seen: SeenAllowance | null, left: Allowance, pace: Pace): Promise<boolean> {
    const Item = { sub, ...left, revision: (seen?.revision ?? 0) + 1, expiresAt: Math.ceil(fullAtMs(left, pace) / 1_000) };
    const condition = seen === null ? { ConditionExpression: 'attribute_not_exists(#sub)', ExpressionAttributeNames: { '#sub': 'sub' } } : { ConditionExpression: 'revision = :seen', ExpressionAttributeValues: { ':seen': seen.revision } };
    return wasMade(this.#client.send(new PutCommand({ TableName: this.#tableName, Item, ...condition })));
  }
}
