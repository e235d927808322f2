import { isDeepStrictEqual } from 'node:util';
import { GetCommand, paginateQuery, PutCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { told } from '../../../domain/error-sentences.ts';
import { InvalidRequestError, ThrottledError } from '../../../domain/errors.ts';
import { isReviewed, type Review, type ReviewStatement } from '../../../domain/review.ts';
import type { Verdict } from '../../../domain/verdict.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import type { ReviewKey, ReviewPage, Reviews } from '../ports/reviews.ts';
import { isKept } from '../retention.ts';
import { reviewPartitionOf } from '../review-partition.ts';
import { batchGet } from './batch-get.ts';
import { wasMade } from './conditional-write.ts';

const PAGE_SIZE = 50;
/** One note of 2,000 characters takes 6,000 bytes at most, and an item may have 400 KB. */
const MAX_STATEMENTS = 50;
const MAX_ATTEMPTS = 5;

const PositionSchema = z.object({ after: z.string().min(1).max(128) });

/** Reviews in their table: one item a verdict, with everything that was ever said of it. */
export class DynamoDbReviews implements Reviews {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #verdictsTable: string;

  /** @param verdictsTable needed by `put` */
  constructor(client: DynamoDBDocumentClient, tableName: string, verdictsTable = '') {
    this.#client = client;
    this.#tableName = tableName;
    this.#verdictsTable = verdictsTable;
  }

  async put(verdict: Verdict, statement: ReviewStatement): Promise<Review> {
    const review = await this.#replace(verdict, statement, await this.#expiryOf(verdict));
    // Whoever is cut off before this repeats the request: until then the verdict stands in the list of those to review, whose reader looks here.
    await this.#mark(verdict, review);
    return review;
  }

  async find({ sessionId, verdictId }: ReviewKey): Promise<Review | null> {
    const item = await this.#get({ sessionId, verdictId });
    return item === null ? null : toReview(item);
  }

  async list(sessionId: string, cursor: string | null): Promise<ReviewPage> {
    const scope = { list: 'reviews', sessionId };
    const position = cursor === null ? null : readCursor(cursor, PositionSchema, scope);
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: position === null ? 'sessionId = :sessionId' : 'sessionId = :sessionId AND verdictId > :after',
        ExpressionAttributeValues: { ':sessionId': sessionId, ...(position === null ? {} : { ':after': position.after }) },
        ConsistentRead: true,
        Limit: PAGE_SIZE,
      }),
    );
    const last = answer.LastEvaluatedKey;
    return { items: (answer.Items ?? []).filter((item) => isKept(item)).map(toReview), nextCursor: last === undefined ? null : writeCursor({ after: String(last.verdictId) }, scope) };
  }

  async reviewedOf(keys: readonly ReviewKey[]): Promise<ReadonlySet<string>> {
    const items = await batchGet(this.#client, this.#tableName, keys.map(({ sessionId, verdictId }) => ({ sessionId, verdictId })), ['verdictId', 'decision']);
    return new Set(items.flatMap(reviewedIdOf));
  }

  async reviewedIn(sessionId: string): Promise<ReadonlySet<string>> {
    const pages = paginateQuery(
      { client: this.#client },
      { TableName: this.#tableName, KeyConditionExpression: 'sessionId = :sessionId', ExpressionAttributeValues: { ':sessionId': sessionId }, ProjectionExpression: 'verdictId, decision', ConsistentRead: true },
    );
    const reviewed = new Set<string>();
    for await (const page of pages) for (const id of (page.Items ?? []).flatMap(reviewedIdOf)) reviewed.add(id);
    return reviewed;
  }

  async #replace({ sessionId, verdictId }: Verdict, statement: ReviewStatement, expiresAt: number | undefined): Promise<Review> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const seen = await this.#get({ sessionId, verdictId });
      const earlier = seen === null ? [] : [statementOf(seen), ...toReview(seen).history];
      if (earlier[0] !== undefined && isSameStatement(earlier[0], statement)) return { sessionId, verdictId, ...earlier[0], history: earlier.slice(1) };
      if (earlier.length === MAX_STATEMENTS) throw new InvalidRequestError(...told('tooManyReviews', { limit: MAX_STATEMENTS }));
      const review: Review = { sessionId, verdictId, ...statement, history: earlier };
      const Item = { ...review, revision: earlier.length + 1, ...(expiresAt === undefined ? {} : { expiresAt }) };
      const condition = seen === null ? { ConditionExpression: 'attribute_not_exists(verdictId)' } : { ConditionExpression: 'revision = :seen', ExpressionAttributeValues: { ':seen': earlier.length } };
      // Where it was not, somebody else was faster, or an answer was lost: what stands there now tells.
      if (await wasMade(this.#client.send(new PutCommand({ TableName: this.#tableName, Item, ...condition })))) return review;
    }
    throw new ThrottledError('Others review this verdict at this moment. Please repeat the request.');
  }

  /** A review is kept as long as its verdict; under a legal hold neither expires. */
  async #expiryOf({ sessionId, sequence }: Verdict): Promise<number | undefined> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#verdictsTable, Key: { sessionId, sequence }, ConsistentRead: true, ProjectionExpression: 'expiresAt' }));
    return item?.expiresAt as number | undefined;
  }

  /** Has the review index say what the review does. Of two who review at once, whoever looks last sees both: the index ends with the newest. */
  async #mark(verdict: Verdict, review: Review): Promise<void> {
    for (let marked = review; ; ) {
      await this.#move(verdict, isReviewed(marked));
      const now = await this.find(verdict);
      if (now === null || now.history.length === marked.history.length) return;
      marked = now;
    }
  }

  /** Moves the verdict in the review index, which is outside of its hash. */
  async #move({ sessionId, sequence, verdictId, decision }: Verdict, isReviewed: boolean): Promise<void> {
    const partition = reviewPartitionOf({ decision, isReviewed });
    const command = new UpdateCommand({
      TableName: this.#verdictsTable,
      Key: { sessionId, sequence },
      UpdateExpression: partition === null ? 'REMOVE reviewPartition' : 'SET reviewPartition = :partition',
      ConditionExpression: 'verdictId = :verdictId',
      ExpressionAttributeValues: { ...(partition === null ? {} : { ':partition': partition }), ':verdictId': verdictId },
    });
    // Where it was not, the verdict's retention ended meanwhile.
    await wasMade(this.#client.send(command));
  }

  async #get(key: ReviewKey): Promise<Record<string, unknown> | null> {
    const { Item: item } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: key, ConsistentRead: true }));
    return item && isKept(item) ? item : null;
  }
}

function toReview(item: Record<string, unknown>): Review {
  return { verdictId: String(item.verdictId), sessionId: String(item.sessionId), ...statementOf(item), history: item.history as ReviewStatement[] };
}

/** The verdict's id, where its review stands. */
function reviewedIdOf(item: Record<string, unknown>): string[] {
  return isReviewed(statementOf(item)) ? [String(item.verdictId)] : [];
}

function statementOf({ decision, note, reviewedBy, reviewedAt }: Record<string, unknown>): ReviewStatement {
  return { decision, note, reviewedBy, reviewedAt } as ReviewStatement;
}

function isSameStatement(a: ReviewStatement, b: ReviewStatement): boolean {
  return isDeepStrictEqual({ ...a, reviewedAt: '' }, { ...b, reviewedAt: '' });
}
