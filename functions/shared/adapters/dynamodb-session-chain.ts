import { PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ChainSeal } from '../../../domain/chain.ts';
import type { RecordedVerdict } from '../../../domain/erasure/redacted-verdict.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { ChainLink, ChainPage, ChainStretch, SessionChain } from '../ports/session-chain.ts';
import { fromSealItem, fromVerdictItem, toSealItem } from '../verdict-item.ts';
import { wasMade } from './conditional-write.ts';

/** Fewer where they are large: DynamoDB reads 1 MB at a time. */
const PAGE_SIZE = 50;

const PositionSchema = z.object({ sequence: z.number().int().nonnegative() });

export class DynamoDbSessionChain implements SessionChain {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async last(sessionId: string): Promise<ChainLink | null> {
    const { items } = await this.#query(sessionId, { order: 'desc', limit: 1 });
    return items[0] === undefined ? null : toLink(items[0]);
  }

  async readAfter(sessionId: string, sequence: number): Promise<ChainStretch> {
    const { items, lastSequence } = await this.#query(sessionId, { order: 'asc', limit: PAGE_SIZE, after: sequence });
    const links = items.map(toLink);
    return {
      verdicts: links.flatMap(({ verdict }) => verdict ?? []),
      seal: links.at(-1)?.seal ?? null,
      isLast: lastSequence === null,
    };
  }

  async seal(seal: ChainSeal, expiresAt: number | null): Promise<boolean> {
    const item = toSealItem(seal, expiresAt);
    return wasMade(this.#client.send(new PutCommand({ TableName: this.#tableName, Item: item, ConditionExpression: 'attribute_not_exists(sessionId)' })));
  }

  async list(sessionId: string, { order, after, limit, cursor }: ChainPage): Promise<{ items: RecordedVerdict[]; nextCursor: string | null }> {
    const scope = { list: 'verdicts', sessionId, order };
    const position = cursor === null ? after : readCursor(cursor, PositionSchema, scope).sequence;
    const { items, lastSequence } = await this.#query(sessionId, { order, limit: limit ?? PAGE_SIZE, ...(position === null ? {} : { after: position }) });
    return {
      items: items.map(toLink).flatMap(({ verdict }) => verdict ?? []),
      nextCursor: lastSequence === null ? null : writeCursor({ sequence: lastSequence }, scope),
    };
  }

  async #query(sessionId: string, { order, limit, after }: { order: 'asc' | 'desc'; limit: number; after?: number }): Promise<{ items: Record<string, unknown>[]; lastSequence: number | null }> {
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'sessionId = :sessionId',
        ExpressionAttributeValues: { ':sessionId': sessionId },
        ScanIndexForward: order === 'asc',
        ConsistentRead: true,
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: { sessionId, sequence: after } }),
      }),
    );
    const lastSequence = answer.LastEvaluatedKey?.sequence as number | undefined;
    return { items: answer.Items ?? [], lastSequence: lastSequence ?? null };
  }
}

function toLink(item: Record<string, unknown>): ChainLink {
  const seal = fromSealItem(item);
  return seal === null ? { verdict: fromVerdictItem(item), seal } : { verdict: null, seal };
}
