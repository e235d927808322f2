import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { DECISIONS } from '../../../domain/decision.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { ReviewKey, Reviews } from '../ports/reviews.ts';
import type { VerdictFilter, VerdictList } from '../ports/verdict-list.ts';
import { isKept } from '../retention.ts';
import { reviewPartitionOf } from '../review-partition.ts';
import { fromVerdictItem } from '../verdict-item.ts';
import { batchGet } from './batch-get.ts';
import { executionsQuery, type ExecutionIndexes } from './execution-query.ts';
import { NewestFirst, PositionSchema, type Item, type NewestFirstQuery, type Position } from './newest-first.ts';

/** A verdict is some kilobytes. */
const PAGE_SIZE = 25;
/** So many at once are asked for their reviews at most, where few are wanted. */
const MAX_CHUNK = 100;

/** In a session's own order, which has no ties. */
const SequenceSchema = z.object({ before: z.number().int().positive() });

/** The tables and indexes that verdicts are listed from. */
export interface VerdictListSources {
  verdictsTable: string;
  toReview: string;
  executionsTable: string;
  executionIndexes: ExecutionIndexes;
}

export type VerdictListReviews = Pick<Reviews, 'reviewedOf' | 'reviewedIn'>;

interface Page<Entry> {
  items: Entry[];
  nextCursor: string | null;
}

/** Where a verdict is. */
type Place = ReviewKey & { sequence: number };

/**
 * Lists of verdicts. A whole session's are read from the record itself; those that somebody should look at, or has, from their own index; all
 * others by way of the executions that recorded them, whose indexes hold a tenth as much.
 */
export class DynamoDbVerdictList implements VerdictList {
  readonly #client: DynamoDBDocumentClient;
  readonly #sources: VerdictListSources;
  readonly #reviews: VerdictListReviews;

  constructor(client: DynamoDBDocumentClient, sources: VerdictListSources, reviews: VerdictListReviews) {
    this.#client = client;
    this.#sources = sources;
    this.#reviews = reviews;
  }

  async list(filter: VerdictFilter, cursor: string | null): Promise<Page<Verdict>> {
    const { decision, isReviewed, sessionId, owners, from, to } = filter;
    const scope = { list: 'verdicts', filter: JSON.stringify(filter) };
    if (sessionId !== null && [decision, isReviewed, owners, from, to].every((value) => value === null)) return this.#listSession(sessionId, cursor, scope);
    const places = await this.#listPlaces(filter, cursor, scope);
    const found = await batchGet(this.#client, this.#sources.verdictsTable, places.items.map(({ sessionId, sequence }) => ({ sessionId, sequence })));
    const verdicts = new Map(found.filter((item) => isKept(item)).map((item) => [String(item.verdictId), fromVerdictItem(item)]));
    // One whose retention ended meanwhile is left out.
    return { items: places.items.flatMap(({ verdictId }) => verdicts.get(verdictId) ?? []), nextCursor: places.nextCursor };
  }

  async #listSession(sessionId: string, cursor: string | null, scope: Parameters<typeof writeCursor>[1]): Promise<Page<Verdict>> {
    const before = cursor === null ? null : readCursor(cursor, SequenceSchema, scope).before;
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#sources.verdictsTable,
        KeyConditionExpression: before === null ? 'sessionId = :sessionId' : 'sessionId = :sessionId AND #sequence < :before',
        ...(before === null ? {} : { ExpressionAttributeNames: { '#sequence': 'sequence' } }),
        ExpressionAttributeValues: { ':sessionId': sessionId, ...(before === null ? {} : { ':before': before }) },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: PAGE_SIZE,
      }),
    );
    const items = (answer.Items ?? []).filter((item) => item.recordType !== 'seal' && isKept(item)).map(fromVerdictItem);
    const last = Number(answer.LastEvaluatedKey?.sequence ?? 1);
    return { items, nextCursor: last === 1 ? null : writeCursor({ before: last }, scope) };
  }

  async #listPlaces(filter: VerdictFilter, cursor: string | null, scope: Parameters<typeof writeCursor>[1]): Promise<Page<Place>> {
    const { query, toKey } = this.#sourceOf(filter);
    const list = new NewestFirst(this.#client, query, cursor === null ? null : readCursor(cursor, PositionSchema, scope));
    const wantedOf = await this.#selection(filter);
    const places: Place[] = [];
    for (let chunk = PAGE_SIZE; ; chunk = Math.min(MAX_CHUNK, chunk * 2)) {
      const candidates = await takeSome(list, chunk, toKey);
      const wanted = await wantedOf(candidates);
      const taken = wanted.slice(0, PAGE_SIZE - places.length);
      places.push(...taken.map(({ place }) => place));
      const position = taken.length < wanted.length ? taken.at(-1)?.position : list.position;
      // A chunk that is not full has been cut off, or was the last.
      if (places.length === PAGE_SIZE || candidates.length < chunk) return { items: places, nextCursor: position === null || position === undefined ? null : writeCursor(position, scope) };
    }
  }

  /** The narrowest index for what is asked for, and how its items name their verdicts. */
  #sourceOf({ decision, isReviewed, sessionId, owners, from, to }: VerdictFilter): { query: NewestFirstQuery; toKey: (item: Item) => Place } {
    const { verdictsTable, toReview, executionsTable, executionIndexes } = this.#sources;
    const hasReviewIndex = isReviewed === true || (isReviewed === false && decision !== null && decision !== 'clear');
    if (hasReviewIndex && sessionId === null && owners === null) {
      const partitions = (decision === null ? DECISIONS : [decision]).flatMap((each) => reviewPartitionOf({ decision: each, isReviewed }) ?? []);
      const idOf = ({ sessionId: session, sequence }: Item): string => `${String(session)}#${String(sequence)}`;
      return {
        query: { tableName: verdictsTable, indexName: toReview, partitionAttribute: 'reviewPartition', partitions, timeAttribute: 'receivedAt', oneOf: {}, from, to, pageSize: PAGE_SIZE, idOf },
        toKey: toPlace,
      };
    }
    const filter = { machines: ['verify-frame' as const], status: 'SUCCEEDED' as const, decision, sessionId, owners, from, to };
    return { query: executionsQuery(executionsTable, executionIndexes, filter, PAGE_SIZE), toKey: ({ executionName, ...item }) => toPlace({ ...item, verdictId: executionName }) };
  }

  /** An index may be a moment behind the reviews: where they matter they are asked. */
  async #selection({ isReviewed, sessionId }: VerdictFilter): Promise<(candidates: readonly Candidate[]) => Promise<readonly Candidate[]>> {
    if (isReviewed === null) return async (candidates) => Promise.resolve(candidates);
    const ofSession = sessionId === null ? null : await this.#reviews.reviewedIn(sessionId);
    return async (candidates) => {
      const reviewed = ofSession ?? (await this.#reviews.reviewedOf(candidates.map(({ place }) => place)));
      return candidates.filter(({ place: { verdictId } }) => reviewed.has(verdictId) === isReviewed);
    };
  }
}

interface Candidate {
  place: Place;
  /** Behind it. */
  position: Position | null;
}

async function takeSome(list: NewestFirst, count: number, toKey: (item: Item) => Place): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  while (candidates.length < count) {
    const item = await list.take();
    if (item === null) break;
    candidates.push({ place: toKey(item), position: list.position });
  }
  return candidates;
}

function toPlace({ sessionId, sequence, verdictId }: Item): Place {
  return { sessionId: String(sessionId), sequence: Number(sequence), verdictId: String(verdictId) };
}
