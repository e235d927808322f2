import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Erased } from '../../../domain/erasure/redacted-verdict.ts';
import { toTimelineItem, type TimelineItem } from '../../../domain/timeline.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { SessionChain } from '../ports/session-chain.ts';
import type { Timeline } from '../ports/timeline.ts';

/** An entry of the index is some 250 bytes, and DynamoDB reads 1 MB at a time: so many hardly ever fit, and are far below what a function may answer. */
const PAGE_SIZE = 5_000;

const PositionSchema = z.object({ sequence: z.number().int().nonnegative() });

/** What the index holds of a verdict; of a seal it holds the keys alone. */
type Entry = Omit<TimelineItem, 'erased'> & { erased?: Erased };

/** The timeline from an index that holds nothing else of a verdict. */
export class DynamoDbTimeline implements Timeline {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #indexName: string;
  readonly #chain: Pick<SessionChain, 'readAfter'>;

  /** @param chain the records themselves: those of before there was the index do not say their signals in it */
  constructor(client: DynamoDBDocumentClient, { tableName, indexName, chain }: { tableName: string; indexName: string; chain: Pick<SessionChain, 'readAfter'> }) {
    this.#client = client;
    this.#tableName = tableName;
    this.#indexName = indexName;
    this.#chain = chain;
  }

  async page(sessionId: string, cursor: string | null): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
    const scope = { list: 'timeline', sessionId };
    const after = cursor === null ? 0 : readCursor(cursor, PositionSchema, scope).sequence;
    const { items, lastSequence } = (await this.#fromIndex(sessionId, after)) ?? (await this.#fromRecords(sessionId, after));
    return { items, nextCursor: lastSequence === null ? null : writeCursor({ sequence: lastSequence }, scope) };
  }

  /** Null where an entry does not say what it should. */
  async #fromIndex(sessionId: string, after: number): Promise<{ items: TimelineItem[]; lastSequence: number | null } | null> {
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: this.#indexName,
        KeyConditionExpression: 'sessionId = :sessionId',
        ExpressionAttributeValues: { ':sessionId': sessionId },
        Limit: PAGE_SIZE,
        ...(after === 0 ? {} : { ExclusiveStartKey: { sessionId, sequence: after } }),
      }),
    );
    const entries = ((answer.Items ?? []) as Partial<Entry>[]).filter(({ verdictId }) => verdictId !== undefined);
    if (!entries.every(isWhole)) return null;
    return { items: entries.map(toItem), lastSequence: (answer.LastEvaluatedKey?.sequence as number | undefined) ?? null };
  }

  async #fromRecords(sessionId: string, after: number): Promise<{ items: TimelineItem[]; lastSequence: number | null }> {
    const { verdicts, isLast } = await this.#chain.readAfter(sessionId, after);
    return { items: verdicts.map(toTimelineItem), lastSequence: isLast ? null : (verdicts.at(-1)?.sequence ?? null) };
  }
}

function isWhole(entry: Partial<Entry>): entry is Entry {
  return entry.signals !== undefined;
}

function toItem({ sequence, verdictId, receivedAt, decision, signals, erased }: Entry): TimelineItem {
  return { sequence, verdictId, receivedAt, decision, signals, erased: erased?.who === 'candidate' };
}
