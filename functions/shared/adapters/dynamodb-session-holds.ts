import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { LegalHold } from '../../../domain/session.ts';
import type { HoldState, SessionHolds } from '../ports/session-holds.ts';
import { isKept, sessionExpiryOf } from '../retention.ts';
import { wasMade } from './conditional-write.ts';

const RowSchema = z.object({
  sessionId: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  expiresAt: z.number().nullable().default(null),
  legalHold: z.object({ reason: z.string(), heldBy: z.string(), heldAt: z.string() }).nullish(),
  holdChange: z.object({ changeId: z.string(), isApplied: z.boolean() }).optional(),
});

/** Ours are shorter by far, and DynamoDB refuses longer keys with an error. */
const MAX_ID_LENGTH = 128;

/** Holds in the rows of their sessions. */
export class DynamoDbSessionHolds implements SessionHolds {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #retentionDays: number;

  /** @param retentionDays how long a session is kept once its hold is lifted; needed by `change` */
  constructor(client: DynamoDBDocumentClient, tableName: string, retentionDays = 0) {
    this.#client = client;
    this.#tableName = tableName;
    this.#retentionDays = retentionDays;
  }

  async find(sessionId: string): Promise<HoldState | null> {
    if (sessionId === '' || sessionId.length > MAX_ID_LENGTH) return null;
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { sessionId }, ConsistentRead: true }));
    if (!item || !isKept(item)) return null;
    const { legalHold, holdChange, ...times } = RowSchema.parse(item);
    return { ...times, hold: legalHold ?? null, changeId: holdChange?.changeId ?? null, isApplied: holdChange?.isApplied ?? true };
  }

  async change({ sessionId, startedAt, changeId: seenId }: HoldState, hold: LegalHold | null, changeId: string): Promise<boolean> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { sessionId },
      UpdateExpression: `SET legalHold = :hold, holdChange = :change${hold === null ? ', expiresAt = :expiresAt' : ' REMOVE expiresAt'}`,
      ConditionExpression: seenId === null ? 'attribute_exists(sessionId) AND attribute_not_exists(holdChange)' : 'holdChange.changeId = :seenId',
      ExpressionAttributeValues: {
        ':hold': hold,
        ':change': { changeId, isApplied: false },
        ...(seenId === null ? {} : { ':seenId': seenId }),
        ...(hold === null ? { ':expiresAt': sessionExpiryOf(startedAt, this.#retentionDays, new Date().toISOString()) } : {}),
      },
    });
    return wasMade(this.#client.send(command));
  }

  async markApplied(sessionId: string, changeId: string): Promise<void> {
    await wasMade(
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { sessionId },
          UpdateExpression: 'SET holdChange.isApplied = :true',
          ConditionExpression: 'holdChange.changeId = :changeId',
          ExpressionAttributeValues: { ':true': true, ':changeId': changeId },
        }),
      ),
    );
  }
}
