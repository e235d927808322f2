import { setTimeout as delay } from 'node:timers/promises';
import { DeleteCommand, GetCommand, QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v4 } from 'uuid';
import { z } from 'zod';
import { UnavailableError } from '../../../domain/errors.ts';
import type { Person } from '../../../domain/person.ts';
import { externalIdKey } from '../../../domain/registration/external-id.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { PERSON_STATES, type People, type PersonChange, type PersonState, type PersonSummary, type RemovedRows } from '../ports/people.ts';
import { PhotoQualitySchema } from '../registration-input.ts';
import { unlessRefused, wasMade } from './conditional-write.ts';
import { DynamoDbExternalIdGuards } from './dynamodb-external-id-guards.ts';

const PAGE_SIZE = 50;
/** So many rows are looked at for a page: a query that hardly anybody matches ends it earlier, with a cursor to go on from. */
const MAX_EVALUATED = 3_000;
const EVALUATED_AT_ONCE = 500;
/** Who changes one person at the same moment as others is held up by a few of them. */
const CHANGE_ATTEMPTS = 12;
const CHANGE_PAUSE_MS = 150;
/** Within the function's 15 s; most registrations that hold an external id, and are refused then, are over by then. */
const EXTERNAL_ID_PATIENCE_MS = 5_000;
/** How long a removal is left to who began it, longer than one takes; another call may begin it again at once. */
const REMOVAL_LEASE_MS = 300_000;

const PositionSchema = z.object({ query: z.string(), after: z.object({ state: z.enum(PERSON_STATES), lowerCaseName: z.string().min(1).max(1_000), externalImageId: z.string().min(1).max(128) }) });

const PersonRowSchema = z.object({
  externalImageId: z.string(),
  fullName: z.string(),
  externalId: z.string().nullable().default(null),
  state: z.enum(PERSON_STATES),
  registeredAt: z.string().default(''),
  registeredBy: z.string(),
  faceIds: z.array(z.string()).default([]),
  photos: z.array(z.object({ faceId: z.string(), key: z.string(), quality: PhotoQualitySchema, addedAt: z.string(), addedBy: z.string() })).default([]),
  override: z.object({ reason: z.string(), duplicates: z.array(z.object({ externalImageId: z.string(), similarityPercent: z.number() })) }).nullable().default(null),
});
type PersonRow = z.infer<typeof PersonRowSchema>;

/** What a list shows of a row: no more is asked of it. */
const SummaryRowSchema = PersonRowSchema.pick({ externalImageId: true, fullName: true, externalId: true, state: true, registeredAt: true, faceIds: true });

export class DynamoDbPeople implements People {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #byName: string;
  readonly #guards: DynamoDbExternalIdGuards;

  /**
   * @param byName the name of the index by state and lower-case name; needed by `list`
   * @param patienceMs how long a change waits for who may be about to get the same external id
   */
  constructor(client: DynamoDBDocumentClient, tableName: string, { byName = '', patienceMs = EXTERNAL_ID_PATIENCE_MS }: { byName?: string; patienceMs?: number } = {}) {
    this.#guards = new DynamoDbExternalIdGuards(client, tableName, { patienceMs });
    this.#client = client;
    this.#tableName = tableName;
    this.#byName = byName;
  }

  async list(query: string, state: PersonState, cursor: string | null): Promise<{ items: PersonSummary[]; nextCursor: string | null }> {
    const wanted = foldText(query.trim());
    const items: PersonSummary[] = [];
    let after: Record<string, unknown> | undefined = cursor === null ? undefined : readCursor(cursor, PositionSchema.refine((read) => read.query === wanted && read.after.state === state)).after;
    let evaluated = 0;
    do {
      const answer = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          IndexName: this.#byName,
          KeyConditionExpression: '#state = :state',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': state },
          Limit: wanted === '' ? PAGE_SIZE : EVALUATED_AT_ONCE,
          ...(after === undefined ? {} : { ExclusiveStartKey: after }),
        }),
      );
      const rows = answer.Items ?? [];
      // A filter of DynamoDB may not name a key of the index, and knows letters by their codes alone.
      const matching = rows.filter((row) => foldText(String(row.fullName)).includes(wanted) || foldText(String(row.externalId ?? '')).includes(wanted));
      const taken = matching.slice(0, PAGE_SIZE - items.length);
      items.push(...taken.map(toSummary));
      after = taken.length < matching.length ? keyOf(taken.at(-1)) : answer.LastEvaluatedKey;
      evaluated += rows.length;
    } while (after !== undefined && items.length < PAGE_SIZE && evaluated < MAX_EVALUATED);
    return { items, nextCursor: after === undefined ? null : writeCursor({ query: wanted, after }) };
  }

  async find(externalImageId: string): Promise<Person | null> {
    const row = await this.#read(externalImageId);
    return row?.state === 'registered' ? toPerson(row) : null;
  }

  async findPhotoKey(externalImageId: string, faceId: string): Promise<string | null> {
    const row = await this.#read(externalImageId);
    return row?.state === 'registered' ? (row.photos.find((photo) => photo.faceId === faceId)?.key ?? null) : null;
  }

  async change(externalImageId: string, change: PersonChange): Promise<Person | null> {
    const claim = typeof change.externalId === 'string' ? { externalId: change.externalId, holder: externalImageId, takenBy: v4() } : null;
    const had = new Set<string>();
    for (let attempt = 0; attempt < CHANGE_ATTEMPTS; attempt += 1) {
      const row = await this.#read(externalImageId);
      if (row?.state !== 'registered') break;
      if (row.externalId !== null) had.add(row.externalId);
      // The new one is taken before the old one is let go: whatever cuts this off, nobody shares an external id.
      if (claim !== null) await this.#guards.take(claim);
      if ((await this.#update(row, change)) && (claim === null || (await this.#guards.keep(claim)))) {
        for (const externalId of had) if (change.externalId !== undefined && externalId !== change.externalId) await this.#guards.release(externalId, externalImageId);
        return this.find(externalImageId);
      }
      // Another change of them was faster.
      await delay(Math.random() * CHANGE_PAUSE_MS);
    }
    if (claim !== null) await this.#guards.letGo(claim);
    if ((await this.find(externalImageId)) === null) return null;
    throw new UnavailableError('Other changes of this person are under way. Please repeat the request.');
  }

  async beginRemoval(externalImageId: string): Promise<{ externalId: string | null } | null> {
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { externalImageId },
      ConditionExpression: '#state IN (:registered, :removing)',
      // Without the list of their faces they match nobody.
      UpdateExpression: 'SET #state = :removing, removalLeaseExpiresAt = :lease REMOVE faceIds',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':registered': 'registered', ':removing': 'removing', ':lease': new Date(Date.now() + REMOVAL_LEASE_MS).toISOString() },
      ReturnValues: 'ALL_NEW',
    });
    const answer = await unlessRefused(this.#client.send(command));
    return answer === null ? null : { externalId: PersonRowSchema.parse(answer.Attributes).externalId };
  }

  async finishRemoval(externalImageId: string, externalId: string | null): Promise<RemovedRows> {
    const guards = externalId !== null && (await this.#releaseExternalId(externalId, externalImageId)) ? 1 : 0;
    const command = new DeleteCommand({
      TableName: this.#tableName,
      Key: { externalImageId },
      ConditionExpression: '#state = :removing',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':removing': 'removing' },
      ReturnValues: 'ALL_OLD',
    });
    const removed = await unlessRefused(this.#client.send(command));
    return removed === null ? { rows: guards, listedPhotos: null } : { rows: guards + 1, listedPhotos: PersonRowSchema.parse(removed.Attributes).photos.length };
  }

  async #read(externalImageId: string): Promise<PersonRow | null> {
    const { Item: row } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { externalImageId }, ConsistentRead: true }));
    // The row that keeps an external id for somebody is no person.
    return PersonRowSchema.safeParse(row).data ?? null;
  }

  async #update(row: PersonRow, { fullName, externalId }: PersonChange): Promise<boolean> {
    const sets = [...(fullName === undefined ? [] : ['fullName = :fullName', 'lowerCaseName = :lowerCaseName']), ...(externalId === undefined || externalId === null ? [] : ['externalId = :externalId'])];
    const expression = [sets.length === 0 ? '' : `SET ${sets.join(', ')}`, externalId === null ? 'REMOVE externalId' : ''].filter((part) => part !== '').join(' ');
    if (expression === '') return true;
    const seen = row.externalId === null ? 'attribute_not_exists(externalId)' : 'externalId = :seen';
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { externalImageId: row.externalImageId },
      ConditionExpression: `#state = :registered AND ${seen}`,
      UpdateExpression: expression,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':registered': 'registered',
        ...(row.externalId === null ? {} : { ':seen': row.externalId }),
        ...(fullName === undefined ? {} : { ':fullName': fullName, ':lowerCaseName': fullName.toLowerCase() }),
        ...(externalId === undefined || externalId === null ? {} : { ':externalId': externalId }),
      },
    });
    return wasMade(this.#client.send(command));
  }

  /** False when it was not theirs. */
  async #releaseExternalId(externalId: string, holder: string): Promise<boolean> {
    const command = new DeleteCommand({
      TableName: this.#tableName,
      Key: { externalImageId: externalIdKey(externalId) },
      ConditionExpression: 'holder = :holder',
      ExpressionAttributeValues: { ':holder': holder },
    });
    return wasMade(this.#client.send(command));
  }
}

/** Without case and accents, for who searches types neither with care. */
function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function keyOf(row: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  return row && { state: row.state, lowerCaseName: row.lowerCaseName, externalImageId: row.externalImageId };
}

function toSummary(row: Record<string, unknown>): PersonSummary {
  const { externalImageId, fullName, externalId, state, registeredAt, faceIds } = SummaryRowSchema.parse(row);
  return { externalImageId, fullName, externalId, state, registeredAt: registeredAt === '' ? null : registeredAt, photoCount: faceIds.length, faceId: faceIds[0] ?? null };
}

function toPerson({ externalImageId, fullName, externalId, registeredAt, registeredBy, photos, override }: PersonRow): Person {
  return { externalImageId, fullName, externalId, registeredAt, registeredBy, photos: photos.map(({ faceId, quality, addedAt, addedBy }) => ({ faceId, quality, addedAt, addedBy })), override };
}
