import { createHash } from 'node:crypto';
import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

/** So many items may be looked at for a page: a filter that hardly anything matches ends it earlier, with a position to go on from. */
const MAX_EVALUATED = 3_000;
const MAX_QUERY_LIMIT = 1_000;
/** After every time that there is. */
const LAST = '9';
const DIGEST_LENGTH = 12;

export type Item = Record<string, unknown>;

/** Which items of an index to read, newest first: those of some of its partitions, between two times. */
export interface NewestFirstQuery {
  tableName: string;
  indexName: string;
  partitionAttribute: string;
  partitions: readonly string[];
  /** The index's sort key: an ISO 8601 time in UTC. */
  timeAttribute: string;
  /** Other attributes, each with the values of which an item must have one. */
  oneOf: Readonly<Record<string, readonly string[]>>;
  /** At or after, and at or before; null is unbounded. */
  from: string | null;
  to: string | null;
  /** Tells items of one moment apart. */
  idOf: (item: Item) => string;
  /** How many are wanted. */
  pageSize: number;
}

/**
 * Where to go on: at this moment, without those of its items that were taken already. It names no partition: an item that moves from one to another in
 * between keeps its time, and is neither lost nor repeated, as little as one that arrives.
 */
export const PositionSchema = z.object({ until: z.string().min(1).max(40), taken: z.array(z.string()) });
export type Position = z.infer<typeof PositionSchema>;

/** What has been read of a partition and not been taken. */
interface Partition {
  value: string;
  buffer: Item[];
  lastKey: Item | null;
  isAtEnd: boolean;
}

/**
 * The items of several partitions of an index as one list, newest first. Partitions are read in parallel, a few items at a time.
 *
 * @example
 * const list = new NewestFirst(client, query, position);
 * for (let item = await list.take(); item !== null; item = await list.take()) …
 */
export class NewestFirst {
  readonly #client: DynamoDBDocumentClient;
  readonly #query: NewestFirstQuery;
  readonly #start: Position;
  readonly #partitions: Partition[];
  /** Of this request: an item on its way from one partition to another may be in both. */
  readonly #taken = new Set<string>();
  #position: Position;
  #evaluated = 0;
  #limit: number;

  constructor(client: DynamoDBDocumentClient, query: NewestFirstQuery, start: Position | null) {
    this.#client = client;
    this.#query = query;
    this.#start = start ?? { until: query.to ?? LAST, taken: [] };
    this.#position = this.#start;
    const isEmpty = query.from !== null && this.#start.until < query.from;
    this.#partitions = isEmpty ? [] : query.partitions.map((value) => ({ value, buffer: [], lastKey: null, isAtEnd: false }));
    // One that has twice its share is not read again.
    this.#limit = query.partitions.length === 1 ? query.pageSize + 1 : Math.ceil((query.pageSize * 2) / query.partitions.length);
  }

  /** The next item; null when there is none, or enough have been looked at: `position` tells which. */
  async take(): Promise<Item | null> {
    for (;;) {
      await this.#fill();
      if (this.#isExhausted()) return null;
      const [newest] = this.#partitions.filter(({ buffer }) => buffer.length > 0).sort((a, b) => (this.#headTime(a) < this.#headTime(b) ? 1 : -1));
      const item = newest?.buffer.shift();
      if (item === undefined) return null;
      const id = digestOf(this.#query.idOf(item));
      const time = this.#timeOf(item);
      if (this.#taken.has(id) || (time === this.#start.until && this.#start.taken.includes(id))) continue;
      this.#taken.add(id);
      this.#position = time === this.#position.until ? { until: time, taken: [...this.#position.taken, id] } : { until: time, taken: [id] };
      return item;
    }
  }

  /** Behind what was taken; null when there is no more. */
  get position(): Position | null {
    const rest = this.#partitions.filter(({ buffer, isAtEnd }) => buffer.length > 0 || !isAtEnd);
    if (rest.length === 0) return null;
    if (!this.#isExhausted()) return this.#position;
    const until = this.#scannedTo(rest);
    return until === this.#position.until ? this.#position : { until, taken: [] };
  }

  /** Every partition that has more has its newest item in hand, unless too many have been looked at. */
  async #fill(): Promise<void> {
    for (let empty = this.#emptyPartitions(); empty.length > 0 && !this.#isExhausted(); empty = this.#emptyPartitions()) {
      const limit = this.#limit;
      await Promise.all(empty.map(async (partition) => this.#read(partition, limit)));
      // Whoever is read again has most of the items, or few that match.
      this.#limit = Math.min(MAX_QUERY_LIMIT, limit * 3);
    }
  }

  async #read(partition: Partition, Limit: number): Promise<void> {
    const { tableName, indexName, partitionAttribute, timeAttribute, oneOf, from } = this.#query;
    const conditions = Object.entries(oneOf).map(([name, values], index) => ({ name, placeholder: `#condition${String(index)}`, values: values.map((value, at) => [`:condition${String(index)}_${String(at)}`, value] as const) }));
    const answer = await this.#client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: indexName,
        KeyConditionExpression: `#partition = :partition AND ${from === null ? '#time <= :until' : '#time BETWEEN :from AND :until'}`,
        ...(conditions.length === 0 ? {} : { FilterExpression: conditions.map(({ placeholder, values }) => `${placeholder} IN (${values.map(([name]) => name).join(', ')})`).join(' AND ') }),
        ExpressionAttributeNames: { '#partition': partitionAttribute, '#time': timeAttribute, ...Object.fromEntries(conditions.map(({ placeholder, name }) => [placeholder, name])) },
        ExpressionAttributeValues: { ':partition': partition.value, ':until': this.#start.until, ...(from === null ? {} : { ':from': from }), ...Object.fromEntries(conditions.flatMap(({ values }) => values)) },
        ScanIndexForward: false,
        Limit,
        ...(partition.lastKey === null ? {} : { ExclusiveStartKey: partition.lastKey }),
      }),
    );
    partition.buffer.push(...(answer.Items ?? []));
    partition.lastKey = answer.LastEvaluatedKey ?? null;
    partition.isAtEnd = partition.lastKey === null;
    this.#evaluated += answer.ScannedCount ?? 0;
  }

  #emptyPartitions(): Partition[] {
    return this.#partitions.filter(({ buffer, isAtEnd }) => buffer.length === 0 && !isAtEnd);
  }

  /** Where some partition's next item is not known: only behind the start, for whoever goes on has to get somewhere. */
  #isExhausted(): boolean {
    const empty = this.#emptyPartitions();
    return empty.length > 0 && this.#evaluated >= MAX_EVALUATED && this.#scannedTo(this.#partitions) < this.#start.until;
  }

  /** Everything after this moment has been looked at. */
  #scannedTo(partitions: readonly Partition[]): string {
    const times = partitions.flatMap((partition) => (partition.buffer.length > 0 ? this.#headTime(partition) : partition.lastKey === null ? [] : this.#timeOf(partition.lastKey)));
    return times.reduce((a, b) => (a > b ? a : b), '');
  }

  #headTime({ buffer }: Partition): string {
    return buffer[0] === undefined ? '' : this.#timeOf(buffer[0]);
  }

  #timeOf(item: Item): string {
    return String(item[this.#query.timeAttribute]);
  }
}

/** An id in a few characters, for there may be many of one moment. */
function digestOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, DIGEST_LENGTH);
}
