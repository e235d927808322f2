import { GetCommand, PutCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { MatchReport } from '../../../domain/match-report.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { MatchReports } from '../ports/match-reports.ts';
import { expiryOf, isKept } from '../retention.ts';
import { unlessRefused, wasMade } from './conditional-write.ts';

const PAGE_SIZE = 50;

const MatchReportSchema = z.object({
  verdictId: z.string(),
  sessionId: z.string(),
  match: z.object({ externalImageId: z.string(), fullName: z.string(), similarityPercent: z.number() }),
  note: z.string(),
  reportedBy: z.string(),
  reportedAt: z.string(),
  state: z.enum(['open', 'settled']),
  settlement: z.object({ note: z.string(), settledBy: z.string(), settledAt: z.string() }).nullable(),
}) satisfies z.ZodType<MatchReport>;

const PositionSchema = z.object({ state: z.string(), reportedAt: z.string().min(1).max(40), verdictId: z.string().min(1).max(128) });

export class DynamoDbMatchReports implements MatchReports {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #byState: string;
  readonly #retentionDays: number;

  /** @param byState the name of the index by state; needed by `list` */
  constructor(client: DynamoDBDocumentClient, tableName: string, { byState = '', retentionDays = 0 }: { byState?: string; retentionDays?: number }) {
    this.#client = client;
    this.#tableName = tableName;
    this.#byState = byState;
    this.#retentionDays = retentionDays;
  }

  async put(report: MatchReport): Promise<boolean> {
    // The index by person takes a string: it is there for who erases a person.
    const item = { ...report, externalImageId: report.match.externalImageId, expiresAt: expiryOf(report.reportedAt, this.#retentionDays) };
    const command = new PutCommand({
      TableName: this.#tableName,
      Item: item,
      ConditionExpression: 'attribute_not_exists(verdictId) OR #state = :open',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':open': 'open' },
    });
    return wasMade(this.#client.send(command));
  }

  async find(verdictId: string): Promise<MatchReport | null> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { verdictId }, ConsistentRead: true }));
    return item && isKept(item) ? MatchReportSchema.parse(item) : null;
  }

  async list(state: MatchReport['state'], cursor: string | null): Promise<{ items: MatchReport[]; nextCursor: string | null }> {
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: this.#byState,
        KeyConditionExpression: '#state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': state },
        ScanIndexForward: false,
        Limit: PAGE_SIZE,
        ...(cursor === null ? {} : { ExclusiveStartKey: readCursor(cursor, PositionSchema.refine((position) => position.state === state)) }),
      }),
    );
    return { items: (answer.Items ?? []).filter((item) => isKept(item)).map((item) => MatchReportSchema.parse(item)), nextCursor: answer.LastEvaluatedKey === undefined ? null : writeCursor(answer.LastEvaluatedKey) };
  }

  async settle(verdictId: string, settlement: NonNullable<MatchReport['settlement']>): Promise<MatchReport | null> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { verdictId },
      ConditionExpression: '#state = :open',
      UpdateExpression: 'SET #state = :settled, settlement = :settlement',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':open': 'open', ':settled': 'settled', ':settlement': settlement },
      ReturnValues: 'ALL_NEW',
    });
    const answer = await unlessRefused(this.#client.send(command));
    return answer && MatchReportSchema.parse(answer.Attributes);
  }
}
