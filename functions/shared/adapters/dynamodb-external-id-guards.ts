import { setTimeout as delay } from 'node:timers/promises';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { ExternalIdTakenError, UnavailableError } from '../../../domain/errors.ts';
import { externalIdKey, standingOfExternalId, type ExternalIdHolder } from '../../../domain/registration/external-id.ts';
import { isLeased } from '../../../domain/registration/reservation.ts';
import { PERSON_STATES } from '../ports/people.ts';
import { ReservationSchema } from '../registration-input.ts';
import { wasMade } from './conditional-write.ts';

/** How long an external id is kept for a change under way: longer by far than a function runs. */
const LEASE_MS = 60_000;
const POLL_INTERVAL_MS = 100;

const nullable = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);
const GuardSchema = z.object({ holder: z.string(), leaseExpiresAt: nullable(z.string()), takenBy: nullable(z.string()) });
const HolderSchema = z.object({ state: z.enum(PERSON_STATES), externalId: nullable(z.string()), reservation: nullable(ReservationSchema) }) satisfies z.ZodType<ExternalIdHolder>;

type Guard = z.infer<typeof GuardSchema>;

/** Somebody's external id for the time of one change of them. */
export interface ExternalIdClaim {
  externalId: string;
  holder: string;
  /** Tells this change from every other one, of the same person too. */
  takenBy: string;
}

/**
 * The rows of the Faces table that keep an external id for one person alone, as changes of registered people write them. A row is written on the condition
 * that it is as it was seen, and while its lease runs by nobody but the change that took it: docs/adr/0020.
 */
export class DynamoDbExternalIdGuards {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;
  readonly #patienceMs: number;

  /** @param patienceMs how long somebody is waited for who may be about to get the same external id */
  constructor(client: DynamoDBDocumentClient, tableName: string, { patienceMs }: { patienceMs: number }) {
    this.#client = client;
    this.#tableName = tableName;
    this.#patienceMs = patienceMs;
  }

  /**
   * From here on the external id is kept for its holder, by a lease, unless they have it already.
   * @throws ExternalIdTakenError, UnavailableError when another change of the same person is about to take it
   */
  async take(claim: ExternalIdClaim): Promise<void> {
    const deadlineMs = performance.now() + this.#patienceMs;
    for (;;) {
      const guard = await this.#read(claim.externalId);
      const standing = guard === null ? 'free' : await this.#standingOf(claim, guard);
      if (standing === 'own' || (standing === 'free' && (await this.#write(claim, guard)))) return;
      if (standing === 'taken' || (standing === 'busy' && performance.now() > deadlineMs)) throw refusalOf(claim, guard);
      if (standing === 'busy') await delay(POLL_INTERVAL_MS);
    }
  }

  /** Once the holder has the external id: it is kept for good. False when it is not theirs any more. */
  async keep({ externalId, holder, takenBy }: ExternalIdClaim): Promise<boolean> {
    const guard = await this.#read(externalId);
    if (guard?.holder !== holder) return false;
    if (guard.leaseExpiresAt === null) return true;
    // What another change left behind is kept only for who has the external id now.
    if (guard.takenBy !== takenBy && !(await this.#has(holder, externalId))) return false;
    const seen = asSeenGuard(guard);
    return wasMade(this.#client.send(new UpdateCommand({ ...this.#at(externalId), ConditionExpression: seen.condition, UpdateExpression: 'REMOVE leaseExpiresAt', ExpressionAttributeValues: seen.values })));
  }

  /** What this change took is free again, unless the holder has the external id after all: the reply to what gave it to them may have been lost. */
  async letGo({ externalId, holder, takenBy }: ExternalIdClaim): Promise<void> {
    const guard = await this.#read(externalId);
    if (guard?.takenBy === takenBy && guard.leaseExpiresAt !== null && !(await this.#has(holder, externalId))) await this.#remove(externalId, guard);
  }

  /** An external id that its holder has no more is free again; one that they are about to get back stays theirs. */
  async release(externalId: string, holder: string): Promise<void> {
    const guard = await this.#read(externalId);
    if (guard?.holder === holder && !isLeased(guard, new Date()) && !(await this.#has(holder, externalId))) await this.#remove(externalId, guard);
  }

  async #standingOf({ externalId, holder, takenBy }: ExternalIdClaim, guard: Guard): Promise<'free' | 'busy' | 'taken' | 'own'> {
    if (guard.holder === holder && guard.takenBy === takenBy) return 'own';
    const standing = standingOfExternalId(externalId, guard, await this.#holder(guard.holder), new Date());
    return standing === 'taken' && guard.holder === holder ? 'own' : standing;
  }

  /** False when the guard is not as it was seen any more. */
  async #write({ externalId, holder, takenBy }: ExternalIdClaim, guard: Guard | null): Promise<boolean> {
    const seen = asSeenGuard(guard);
    const command = new PutCommand({
      TableName: this.#tableName,
      Item: { externalImageId: externalIdKey(externalId), holder, takenBy, leaseExpiresAt: new Date(Date.now() + LEASE_MS).toISOString() },
      ConditionExpression: seen.condition,
      ...(seen.values === undefined ? {} : { ExpressionAttributeValues: seen.values }),
    });
    return wasMade(this.#client.send(command));
  }

  async #remove(externalId: string, guard: Guard): Promise<void> {
    const seen = asSeenGuard(guard);
    await wasMade(this.#client.send(new DeleteCommand({ ...this.#at(externalId), ConditionExpression: seen.condition, ExpressionAttributeValues: seen.values })));
  }

  async #has(holder: string, externalId: string): Promise<boolean> {
    return (await this.#holder(holder))?.externalId === externalId;
  }

  async #holder(externalImageId: string): Promise<ExternalIdHolder | null> {
    const { Item: row } = await this.#client.send(new GetCommand({ TableName: this.#tableName, Key: { externalImageId }, ConsistentRead: true }));
    return row === undefined ? null : HolderSchema.parse(row);
  }

  async #read(externalId: string): Promise<Guard | null> {
    const { Item: guard } = await this.#client.send(new GetCommand({ ...this.#at(externalId), ConsistentRead: true }));
    return guard === undefined ? null : GuardSchema.parse(guard);
  }

  #at(externalId: string): { TableName: string; Key: { externalImageId: string } } {
    return { TableName: this.#tableName, Key: { externalImageId: externalIdKey(externalId) } };
  }
}

function refusalOf({ holder }: ExternalIdClaim, guard: Guard | null): Error {
  if (guard?.holder === holder) return new UnavailableError('Another change of this person is under way. Please repeat the request.');
  return new ExternalIdTakenError('Somebody else has this external id already.', { field: 'externalId' });
}

/**
 * The condition under which a guard is as it was seen; null: not there. It is told from what it was a moment ago by who took it: leases may end at the
 * same time, and one that is kept has none.
 */
export function asSeenGuard(guard: Guard | null): { condition: string; values?: Record<string, string> } {
  if (guard === null) return { condition: 'attribute_not_exists(externalImageId)' };
  const { holder, leaseExpiresAt, takenBy } = guard;
  return {
    condition: `holder = :holder AND ${leaseExpiresAt === null ? 'attribute_not_exists(leaseExpiresAt)' : 'leaseExpiresAt = :lease'} AND ${takenBy === null ? 'attribute_not_exists(takenBy)' : 'takenBy = :takenBy'}`,
    values: { ':holder': holder, ...(leaseExpiresAt === null ? {} : { ':lease': leaseExpiresAt }), ...(takenBy === null ? {} : { ':takenBy': takenBy }) },
  };
}
